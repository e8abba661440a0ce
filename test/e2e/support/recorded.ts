import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { dynamic, type CustomResourceOptions } from "@pulumi/pulumi";
import type { EngineStack } from "./engineStack";
import { withWorkspace, type Workspace } from "./workspace";

/** The behaviour of a resource in the program, besides writing down how it was called. */
export interface RecordedInputs {
  readonly file: string;
  readonly name: string;
  readonly value: string;
  /** `fails`: without anything to store; `partial`: with outputs to store. */
  readonly end: "well" | "fails" | "partial";
  /** A change of the value replaces. */
  readonly replaces: boolean;
}

/** Its functions are copied into the state by the SDK, so they use nothing from around them. */
const PROVIDER: dynamic.ResourceProvider<RecordedInputs, RecordedInputs> = {
  check: async (olds, news) => {
    const { appendFileSync } = await import("node:fs");
    const kind = Object.keys(olds).length === 0 ? "check" : "check with olds";
    appendFileSync(news.file, `${news.name} ${kind}\n`);
    return { inputs: news };
  },
  diff: async (_id, olds, news) => {
    const { appendFileSync } = await import("node:fs");
    appendFileSync(news.file, `${news.name} diff\n`);
    const changes = olds.value !== news.value || olds.end !== "well";
    return { changes, replaces: changes && news.replaces ? ["value"] : [] };
  },
  create: async (inputs) => {
    const { appendFileSync } = await import("node:fs");
    appendFileSync(inputs.file, `${inputs.name} create\n`);
    if (inputs.end === "fails") throw new Error("it failed");
    if (inputs.end === "partial")
      throw Object.assign(new Error("it failed"), {
        id: "id",
        properties: inputs,
        reasons: ["it failed"],
      });
    return { id: "id", outs: inputs };
  },
  update: async (_id, _olds, news) => {
    const { appendFileSync } = await import("node:fs");
    appendFileSync(news.file, `${news.name} update\n`);
    return { outs: news };
  },
  delete: async (_id, { file, name }) => {
    const { appendFileSync } = await import("node:fs");
    appendFileSync(file, `${name} delete\n`);
  },
};

/** A dynamic resource whose calls by the engine are written down. */
export class Recorded extends dynamic.Resource {
  constructor(inputs: RecordedInputs, opts: CustomResourceOptions) {
    super(PROVIDER, inputs.name, inputs, opts);
  }
}
/** A stack on the real engine whose dynamic resources are recorded. */
export interface CallScene {
  readonly stack: EngineStack;
  readonly workspace: Workspace;
  /** The program's declaration. */
  declare: () => void;
  inputs(name: string, rest?: Partial<RecordedInputs>): RecordedInputs;
  /** The calls since it was last asked. */
  calls(): Promise<string[]>;
}

export async function playCalls(act: (scene: CallScene) => Promise<void>): Promise<void> {
  await withWorkspace(async (workspace) => {
    const file = join(workspace.folder, "calls.txt");
    const scene: CallScene = {
      workspace,
      declare: () => undefined,
      inputs: (name, rest = {}) => ({ file, name, value: "1", end: "well", replaces: false, ...rest }),
      stack: await workspace.stack(() => {
        scene.declare();
        return Promise.resolve();
      }),
      async calls() {
        const text = await readFile(file, "utf8").catch(() => "");
        await rm(file, { force: true });
        return text.split("\n").filter((line) => line !== "");
      },
    };
    await act(scene);
  });
}
