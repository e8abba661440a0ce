import assert from "node:assert/strict";
import {
  createMemory,
  isReplacedByEngine,
  outputsFor,
  postRefusal,
  type PostQuestion,
} from "../../../../provider/resource/runMemory";
import { remembered } from "../../../../provider/resource/rememberedLaunch";
import type { Properties } from "../../../../provider/resource/properties";
import { toOutputs } from "../../../../provider/resource/storedState";
import { stateOf } from "../../../support/builders";

const HERE = { api: "cloudPartner", service: "https://here.test" };

function outputs(version: string, rest: Properties = HERE): Properties {
  return { ...rest, offerVersion: version, ...toOutputs(stateOf({ version })) };
}

describe("whether a launch request may be sent", () => {
  const plain: PostQuestion = {
    wasPosted: false,
    wasAnnounced: true,
    isReplaced: false,
    outputsShown: false,
    inputsNameVersion: false,
    verifyVersion: true,
  };
  const rows: readonly (readonly [string, Partial<PostQuestion>, string | undefined])[] = [
    ["a new resource", {}, undefined],
    ["an update to another version", { outputsShown: true }, undefined],
    [
      "an update that policies were not asked about",
      { wasAnnounced: false, outputsShown: true },
      "notAnnounced",
    ],
    ["a second request of one process", { wasPosted: true }, "postedBefore"],
    ["a replacement with another version", { isReplaced: true, outputsShown: true }, undefined],
    [
      "a replacement with another version, versions not compared",
      { isReplaced: true, outputsShown: true, verifyVersion: false },
      undefined,
    ],
    [
      "a replacement with the same version",
      { isReplaced: true, outputsShown: true, wasAnnounced: false },
      "replaced",
    ],
    ["a replacement whose old outputs were not shown", { isReplaced: true }, undefined],
    ["the same, whose inputs name the version", { isReplaced: true, inputsNameVersion: true }, "replaced"],
    [
      "one whose outputs were shown, whose inputs name the version",
      { isReplaced: true, outputsShown: true, inputsNameVersion: true },
      undefined,
    ],
    ["the same, versions not compared", { isReplaced: true, verifyVersion: false }, "replaced"],
    ["the same, with the same version", { isReplaced: true, wasAnnounced: false }, "replaced"],
    ["a second request in a replacement", { isReplaced: true, wasPosted: true }, "postedBefore"],
  ];
  for (const [title, change, expected] of rows) {
    it(`is ${expected ?? "allowed"}: ${title}`, () => {
      assert.equal(postRefusal({ ...plain, ...change }), expected);
    });
  }
});

describe("what a process was shown", () => {
  it("is found by the resource's URN or by its offer, and by nothing else", () => {
    const memory = createMemory();
    memory.noteInputs(["urn a", "offer x"], { offerVersion: "1" });
    memory.noteOutputs(["urn a"], { offerVersion: "2" });
    assert.deepEqual(memory.shownOf(["urn a"]).outputs, [{ offerVersion: "2" }]);
    assert.equal(memory.shownOf(["urn b", "offer x"]).inputs.length, 1);
    assert.equal(isReplacedByEngine(memory.shownOf(["urn b", "offer y"])), false);
  });

  it("tells a replacement from a new resource", () => {
    for (const note of ["noteInputs", "noteOutputs"] as const) {
      const memory = createMemory();
      assert.equal(isReplacedByEngine(memory.shownOf(["urn"])), false);
      memory[note](["urn"], {});
      assert.equal(isReplacedByEngine(memory.shownOf(["urn"])), true);
    }
  });

  it("gives the outputs of the version that is asked for, else the last ones", () => {
    const shown = { inputs: [], outputs: [outputs("2"), outputs("1")] };
    assert.equal(outputsFor(shown, (one) => one["offerVersion"] === "2")?.["offerVersion"], "2");
    assert.equal(outputsFor(shown, (one) => one["offerVersion"] === "3")?.["offerVersion"], "1");
    assert.equal(
      outputsFor({ inputs: [], outputs: [] }, () => true),
      undefined,
    );
  });
});

describe("what is remembered of earlier launches", () => {
  const request = { inputs: { ...HERE, offerVersion: "2" }, version: "2", names: ["urn"], key: "key" };

  it("comes first from this process, then from the state, then from what was shown", () => {
    const memory = createMemory();
    assert.deepEqual(remembered(request, memory).launch, { mayRelaunch: true });
    memory.noteOutputs(["urn"], outputs("2"));
    const shown = remembered(request, memory);
    assert.equal(shown.launch.memory?.status, "running");
    assert.equal(shown.launch.mayRelaunch, !shown.isReplaced);
    assert.deepEqual([shown.isReplaced, shown.outputsShown], [true, true]);
    const updating = remembered({ ...request, olds: outputs("1") }, memory);
    assert.equal(updating.launch.earlier?.version, "1");
    assert.equal(updating.isReplaced, false);
    memory.noteLaunch("key", stateOf({ status: "failed" }));
    assert.equal(remembered({ ...request, olds: outputs("1") }, memory).launch.memory?.status, "failed");
  });

  it("is nothing at another service, whose unfinished launch is named", () => {
    const olds = outputs("2", { ...HERE, service: "https://there.test" });
    const { launch, leftBehind } = remembered({ ...request, olds }, createMemory());
    assert.deepEqual(launch, { mayRelaunch: false });
    assert.equal(leftBehind?.version, "2");
  });

  it("is the last version that was live, when another one is declared", () => {
    const live = toOutputs(stateOf({ version: "1", status: "succeeded", liveVersion: "1" }));
    const olds = { ...HERE, offerVersion: "1", ...live };
    const { launch } = remembered({ ...request, version: "2", olds }, createMemory());
    assert.deepEqual(launch, { mayRelaunch: false, lastLive: { version: "1" } });
  });
});

describe("a launch request that was noted", () => {
  it("is known until it is taken back", () => {
    const memory = createMemory();
    const forget = memory.notePost("key");
    assert.equal(memory.wasPosted("key"), true);
    assert.equal(memory.wasPosted("other"), false);
    forget();
    assert.equal(memory.wasPosted("key"), false);
  });
});
