import assert from "node:assert/strict";
import { startSimulator } from "../../../simulator";
import type { StoredResource } from "../../e2e/support/engineStack";
import { golives, NAME, TOKEN, TYPE } from "../../e2e/support/scene";
import { withWorkspace } from "../../e2e/support/workspace";
import type { Consumer } from "./consumer";

/** The engine's commands on a stack of the project. */
export interface ConsumerStack {
  /** Runs a command to its end, which must be green, and gives what it printed. */
  run(...args: string[]): Promise<string>;
  /** The launch as the state has it. */
  stored(): Promise<StoredResource>;
}

/**
 * Launches an offer's version 2 with the project's program on the real engine, and makes sure that nothing launched it
 * again. The endpoint is stack config, which SDKs before 3.139 do not hand to providers.
 */
export async function playIn(
  { folder }: Consumer,
  act: (stack: ConsumerStack) => Promise<void>,
): Promise<void> {
  const simulator = await startSimulator({ offers: [`${NAME}@2`], launchTime: 200 });
  try {
    await withWorkspace(async (workspace) => {
      const options = { cwd: folder, env: { AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN } };
      const run = async (...args: string[]): Promise<string> => {
        const { exitCode, stdout, stderr } = await workspace.cli([...args, "--non-interactive"], options);
        assert.equal(exitCode, 0, `${args.join(" ")}\n${stdout}\n${stderr}`);
        return stdout;
      };
      await run("stack", "init", "test");
      const endpoint = `azure-marketplace:endpoint=${simulator.url}`;
      await run("up", "--yes", "--skip-preview", "--config", endpoint);
      assert.equal(golives(simulator).length, 1);
      await act({
        run,
        async stored() {
          const { deployment } = JSON.parse(await run("stack", "export")) as {
            deployment: { resources: StoredResource[] };
          };
          const found = deployment.resources.find((one) => one.type === TYPE);
          assert.ok(found !== undefined);
          return found;
        },
      });
      assert.equal(golives(simulator).length, 1);
    });
  } finally {
    await simulator.close();
  }
}
