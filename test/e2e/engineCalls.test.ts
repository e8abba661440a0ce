import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { dynamic, ErrorHook, type CustomResourceOptions } from "@pulumi/pulumi";
import type { EngineStack } from "./support/engineStack";
import { green, red } from "./support/scene";
import { withWorkspace, type Workspace } from "./support/workspace";

/** What a resource of the program is told to do, besides writing down how it was called. */
interface Inputs {
  readonly file: string;
  readonly name: string;
  readonly value: string;
  /** `fails`: without anything to store; `partial`: with outputs to store. */
  readonly end: "well" | "fails" | "partial";
  /** A change of the value replaces. */
  readonly replaces: boolean;
}

/** Its functions are copied into the state by the SDK, so they use nothing from around them. */
const PROVIDER: dynamic.ResourceProvider<Inputs, Inputs> = {
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

class Recorded extends dynamic.Resource {
  constructor(inputs: Inputs, opts: CustomResourceOptions) {
    super(PROVIDER, inputs.name, inputs, opts);
  }
}
interface Scene {
  readonly stack: EngineStack;
  readonly workspace: Workspace;
  declare: () => void;
  inputs(name: string, rest?: Partial<Inputs>): Inputs;
  /** The calls since it was last asked. */
  calls(): Promise<string[]>;
}

async function playCalls(act: (scene: Scene) => Promise<void>): Promise<void> {
  await withWorkspace(async (workspace) => {
    const file = join(workspace.folder, "calls.txt");
    const scene: Scene = {
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

describe("scratch", function () {
  this.timeout(600_000);
  it("all", async () => {
    const say = (title: string, calls: string[]): void => console.log(title, "::", calls.join(", "));
    // replaceOnChanges
    await playCalls(async (s) => {
      const { stack } = s;
      s.declare = () => new Recorded(s.inputs("a", { end: "partial" }), { replaceOnChanges: ["*"] });
      red(await stack.up());
      say("first", await s.calls());
      await stack.up();
      say("replaceOnChanges after partial", await s.calls());
      s.declare = () => new Recorded(s.inputs("a", { value: "2" }), { replaceOnChanges: ["*"] });
      await stack.preview();
      say("preview replaceOnChanges", await s.calls());
      await stack.up();
      say("replaceOnChanges changed", await s.calls());
    });
    await playCalls(async (s) => {
      const { stack } = s;
      s.declare = () => new Recorded(s.inputs("a"), { replaceOnChanges: ["*"], deleteBeforeReplace: true });
      green(await stack.up());
      say("first", await s.calls());
      s.declare = () =>
        new Recorded(s.inputs("a", { value: "2", end: "fails" }), {
          replaceOnChanges: ["*"],
          deleteBeforeReplace: true,
        });
      await stack.up();
      say("dbr replaceOnChanges fails", await s.calls());
      console.log(
        JSON.stringify(
          (await stack.state()).resources
            .filter((r) => r.type.includes("dynamic"))
            .map((r) => ({ d: r.delete, p: r.pendingReplacement, o: r.outputs?.["value"] })),
        ),
      );
      await stack.preview();
      say("preview pending", await s.calls());
      await stack.up();
      say("pending again", await s.calls());
      console.log(
        JSON.stringify(
          (await stack.state()).resources
            .filter((r) => r.type.includes("dynamic"))
            .map((r) => ({ d: r.delete, p: r.pendingReplacement, o: r.outputs?.["value"] })),
        ),
      );
      await stack.up();
      say("pending third", await s.calls());
      await stack.refresh();
      say("refresh pending", await s.calls());
      await stack.up();
      say("after refresh", await s.calls());
      s.declare = () => new Recorded(s.inputs("a", { value: "2" }), {});
      await stack.up();
      say("pending, option gone", await s.calls());
    });
    await playCalls(async (s) => {
      const { stack } = s;
      s.declare = () => new Recorded(s.inputs("a"), { replaceOnChanges: ["*"], deleteBeforeReplace: true });
      green(await stack.up());
      say("first", await s.calls());
      s.declare = () =>
        new Recorded(s.inputs("a", { value: "2", end: "partial" }), {
          replaceOnChanges: ["*"],
          deleteBeforeReplace: true,
        });
      await stack.up();
      say("dbr replaceOnChanges partial", await s.calls());
      console.log(
        JSON.stringify(
          (await stack.state()).resources
            .filter((r) => r.type.includes("dynamic"))
            .map((r) => ({ d: r.delete, p: r.pendingReplacement, o: r.outputs?.["value"] })),
        ),
      );
      await stack.up();
      say("again", await s.calls());
      console.log(
        JSON.stringify(
          (await stack.state()).resources
            .filter((r) => r.type.includes("dynamic"))
            .map((r) => ({ d: r.delete, p: r.pendingReplacement, o: r.outputs?.["value"] })),
        ),
      );
      s.declare = () => new Recorded(s.inputs("a", { value: "2" }), { deleteBeforeReplace: true });
      const urn = (await stack.state()).resources.find((r) => r.type.includes("dynamic"))!.urn;
      await stack.up({ replace: [urn] });
      say("--replace with dbr", await s.calls());
    });
    await playCalls(async (s) => {
      const { stack } = s;
      let round = 1;
      s.declare = () => {
        const o = new Recorded(s.inputs("o", { value: `${round}`, replaces: true }), {
          deleteBeforeReplace: true,
        });
        new Recorded(s.inputs("a"), { dependsOn: o });
      };
      green(await stack.up());
      await s.calls();
      round = 2;
      await stack.preview();
      say("preview dependent of dbr (dependsOn)", await s.calls());
      await stack.up();
      say("dependent of dbr (dependsOn)", await s.calls());
    });
    await playCalls(async (s) => {
      const { stack } = s;
      let round = 1;
      s.declare = () => {
        const o = new Recorded(s.inputs("o", { value: `${round}`, replaces: true }), {
          deleteBeforeReplace: true,
        });
        new Recorded(s.inputs("a"), { replaceWith: [o] });
      };
      green(await stack.up());
      await s.calls();
      round = 2;
      await stack.up();
      say("replaceWith dbr", await s.calls());
      s.declare = () => {
        new Recorded(s.inputs("a"), { replacementTrigger: "x", hooks: {} });
      };
      await stack.up();
      say("replacementTrigger", await s.calls());
      s.declare = () => {
        new Recorded(s.inputs("a", { end: "fails", value: "7" }), {
          replacementTrigger: "y",
          hooks: { onError: [new ErrorHook("h", () => Promise.resolve(true))] },
        });
      };
      await stack.up();
      say("replacementTrigger w/ hook", await s.calls());
    });
    await playCalls(async (s) => {
      const { stack } = s;
      s.declare = () => {
        const p = new Recorded(s.inputs("p"), {});
        new Recorded(s.inputs("a"), { retainOnDelete: true });
        new Recorded(s.inputs("b"), { deletedWith: p });
      };
      green(await stack.up());
      await s.calls();
      const urn = (await stack.state()).resources.find((r) => r.urn.endsWith("::a"))!.urn;
      await stack.up({ replace: [urn] });
      say("retainOnDelete --replace", await s.calls());
      s.declare = () => undefined;
      await stack.up();
      say("gone", await s.calls());
    });
  });
});
