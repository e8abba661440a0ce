import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { json } from "node:stream/consumers";
import { privateEnvironment, selfContained } from "../../scripts/privateEnvironment";
import { environmentFor, findPulumi, thisMachine } from "../../scripts/pulumiCli";
import { withYamlHost } from "../../scripts/yamlHost";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";

/** A machine as the pages know it: a folder with a checkout in it, the tools, and a service to talk to. */
export interface World {
  readonly folder: string;
  readonly scratch: string;
  readonly env: NodeJS.ProcessEnv;
  /** A port for the simulators that pages start, in the place of 4010, which another run of these tests may have. */
  readonly port: number;
  /** The texts that were posted to the chat. */
  readonly notices: readonly string[];
  close(): Promise<void>;
}

/** Stands in for the Azure CLI: it is signed in, and gives a token that the simulator takes. */
const AZ = '#!/bin/sh\ncase "$1 $2" in "account get-access-token") echo a-token-of-az ;; esac\n';

export async function createWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "azure-marketplace-docs-"));
  const scratch = join(folder, ".scratch");
  const tools = join(scratch, "tools");
  for (const one of [scratch, tools, join(scratch, "backend"), join(scratch, "home")]) await mkdir(one);
  await writeFile(join(tools, "az"), AZ);
  await writeFile(
    join(tools, "pnpm"),
    `#!/bin/sh\nexec node ${join(root, "node_modules/pnpm/bin/pnpm.cjs")} "$@"\n`,
  );
  for (const name of ["az", "pnpm"]) await chmod(join(tools, name), 0o755);
  await copyCheckout(join(folder, "pulumi-azure-marketplace"));
  // The offers that README's own launch has taken live, and that the component launches.
  const offers = [{ publisherId: "contoso", offerId: "vm", production: 5 }, "contoso/app@3"] as const;
  const service = await startSimulator({ offers, launchTime: 200 });
  const notices: string[] = [];
  const chat = createHttpServer((request, response) => {
    void json(request).then((posted) => {
      notices.push(String((posted as { text?: unknown }).text));
      response.writeHead(204).end();
    });
  }).listen(0, "127.0.0.1");
  await once(chat, "listening");
  const own = selfContained(process.env);
  const machine = thisMachine(process.env, (line) => process.stderr.write(`${line}\n`));
  const cli = await findPulumi(machine);
  const found = environmentFor(cli, {
    ...withoutNpm(own),
    ...privateEnvironment(join(scratch, "backend"), join(scratch, "home")),
    // The answer that a person at a terminal would have given.
    PULUMI_SKIP_CONFIRMATIONS: "true",
    AZURE_MARKETPLACE_ENDPOINT: service.url,
    AZURE_MARKETPLACE_ACCESS_TOKEN: "a-token",
    AZURE_MARKETPLACE_GRAPH_ENDPOINT: service.url,
    AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: "a-token",
    CHAT_WEBHOOK: `http://127.0.0.1:${portOf(chat)}/`,
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
  });
  const env = await withYamlHost(found, machine);
  const path = [tools, join(root, "node_modules", "node", "bin"), env["PATH"]].join(delimiter);
  return {
    folder,
    scratch,
    env: { ...env, PATH: path },
    port: await freePort(),
    notices,
    async close() {
      chat.close();
      await service.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The files of this checkout with their times, so that nothing is compiled again; its packages are linked. */
async function copyCheckout(target: string): Promise<void> {
  const git = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", git, { cwd: root, encoding: "utf8" }).trim().split("\n");
  const tops = new Set(files.map((file) => file.split("/")[0] ?? ""));
  await mkdir(target);
  execFileSync("cp", ["-a", ...tops, "dist", target], { cwd: root });
  await symlink(join(root, "node_modules"), join(target, "node_modules"), "junction");
}

/** Without what npm tells the scripts of this project. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm_|INIT_CWD)/i.test(name)));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}
