import assert from "node:assert/strict";
import { ErrorHook, type CustomResourceOptions } from "@pulumi/pulumi";
import { playCalls, Recorded, type CallScene, type RecordedInputs } from "./support/recorded";
import { green, red } from "./support/scene";

/** A run of the engine over a stack that has the resource `a`, and the calls that it makes. */
interface Row {
  readonly cause: string;
  /** The program's declaration in the first run. */
  readonly before?: (scene: CallScene) => void;
  /** Its declaration in the second run. */
  readonly declare: (scene: CallScene) => void;
  /** By the user's own `--replace`. */
  readonly replace?: boolean;
  /** Marked by `pulumi state taint`. */
  readonly taint?: boolean;
  readonly calls: readonly string[];
}

function declareA(scene: CallScene, end: RecordedInputs["end"], opts: CustomResourceOptions = {}): void {
  new Recorded(scene.inputs("a", { end }), opts);
}

/** `o`, which is deleted before it is replaced when its value changes, and `a`, which is replaced with it. */
function replacedWith(scene: CallScene, value: string): void {
  const other = new Recorded(scene.inputs("o", { value, replaces: true }), { deleteBeforeReplace: true });
  new Recorded(scene.inputs("a"), { replaceWith: [other] });
}

const ROWS: readonly Row[] = [
  {
    cause: "an error hook that answers true once",
    declare: (scene) => {
      let calls = 0;
      const again = new ErrorHook("again", () => Promise.resolve(++calls < 2));
      declareA(scene, "partial", { hooks: { onError: [again] }, replaceOnChanges: ["*"] });
    },
    calls: ["check with olds", "diff", "check", "create", "create"],
  },
  {
    cause: "replaceOnChanges",
    declare: (scene) => declareA(scene, "well", { replaceOnChanges: ["*"] }),
    calls: ["check with olds", "diff", "check", "create", "delete"],
  },
  {
    cause: "replaceOnChanges and deleteBeforeReplace",
    declare: (scene) => declareA(scene, "well", { replaceOnChanges: ["*"], deleteBeforeReplace: true }),
    calls: ["check with olds", "diff", "check", "delete", "create"],
  },
  {
    cause: "replacementTrigger",
    before: (scene) => declareA(scene, "partial", { replacementTrigger: "first" }),
    declare: (scene) => declareA(scene, "well", { replacementTrigger: "second" }),
    calls: ["check with olds", "check", "create", "delete"],
  },
  {
    cause: "replaceWith another one that is deleted first",
    before: (scene) => replacedWith(scene, "first"),
    declare: (scene) => replacedWith(scene, "second"),
    calls: ["delete", "check", "create"],
  },
  {
    cause: "the user's own --replace",
    declare: (scene) => declareA(scene, "well"),
    replace: true,
    calls: ["check", "create", "delete"],
  },
  {
    cause: "the user's own --replace, and deleteBeforeReplace",
    declare: (scene) => declareA(scene, "well", { deleteBeforeReplace: true }),
    replace: true,
    calls: ["check", "delete", "create"],
  },
  {
    cause: "the user's own taint",
    declare: (scene) => declareA(scene, "well"),
    taint: true,
    calls: ["check", "create", "delete"],
  },
];

async function urnOfA({ stack }: CallScene): Promise<string> {
  const { resources } = await stack.state();
  return resources.find(({ urn, delete: gone }) => urn.endsWith("::a") && gone !== true)?.urn ?? "";
}

async function callsOf(scene: CallScene): Promise<readonly string[]> {
  const calls = await scene.calls();
  return calls.filter((call) => call.startsWith("a ")).map((call) => call.slice(2));
}

describe("how the engine calls a dynamic provider", function () {
  this.timeout(300_000);

  for (const { cause, before, declare, replace, taint, calls } of ROWS) {
    it(`${calls.join(", ")}: ${cause}`, async () => {
      await playCalls(async (scene) => {
        const { stack, workspace } = scene;
        scene.declare = () => (before === undefined ? declareA(scene, "partial") : before(scene));
        await stack.up();
        const urn = await urnOfA(scene);
        if (taint === true) await workspace.cli(["state", "taint", urn, "--stack", "test", "--yes"]);
        await scene.calls();
        scene.declare = () => declare(scene);
        await stack.up(replace === true ? { replace: [urn] } : {});
        assert.deepEqual(await callsOf(scene), calls);
      });
    });
  }

  it("a replacement left pending: check with olds, diff, check, create, until something is created", async () => {
    await playCalls(async (scene) => {
      const { stack } = scene;
      const options = { replaceOnChanges: ["*"], deleteBeforeReplace: true };
      scene.declare = () => declareA(scene, "partial", options);
      red(await stack.up());
      scene.declare = () => declareA(scene, "fails", options);
      red(await stack.up());
      const { resources } = await stack.state();
      assert.equal(resources.find(({ urn }) => urn.endsWith("::a"))?.pendingReplacement, true);

      for (const opts of [options, {}]) {
        await scene.calls();
        scene.declare = () => declareA(scene, "fails", opts);
        await stack.preview();
        assert.deepEqual(await callsOf(scene), ["check with olds", "diff", "check"]);
        red(await stack.up());
        assert.deepEqual(await callsOf(scene), ["check with olds", "diff", "check", "create"]);
      }

      scene.declare = () => declareA(scene, "fails");
      red(await stack.up({ replace: [await urnOfA(scene)] }));
      assert.deepEqual(await callsOf(scene), ["check", "create"]);
      scene.declare = () => declareA(scene, "well", options);
      green(await stack.up());
      assert.deepEqual(await callsOf(scene), ["check with olds", "diff", "check", "create"]);
      green(await stack.up());
      assert.deepEqual(await callsOf(scene), ["check with olds", "diff"]);
    });
  });
});
