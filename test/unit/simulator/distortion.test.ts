import assert from "node:assert/strict";
import type { Distortion, SimulatorOptions } from "../../../simulator/index";
import { stage, type Stage } from "../../support/simulatorClient";

const SEED = [{ publisherId: "contoso", offerId: "vm", preview: 2, production: 1 }];
const LAUNCH = "408a4835-0000-1000-0000-000000000004";

/** The five sources, in short. The operation is the launch, or nothing before it. */
function shown(market: Stage): string {
  const { documents } = { documents: (path: string) => market.send("GET", path) };
  const slot = (name: string) => {
    const answer = documents(`slot/${name}`);
    return answer.status === 404 ? "-" : String((JSON.parse(answer.body) as { version: number }).version);
  };
  const word = (path: string) => {
    const answer = documents(path);
    return answer.status === 404 ? "-" : (JSON.parse(answer.body) as { status: string }).status;
  };
  const list = market.submissions().map((one) => `${one.submissionType} ${one.submissionState}`);
  return [
    slot("preview"),
    slot("production"),
    word("status"),
    list[0] ?? "empty",
    word(`operations/${LAUNCH}`),
  ].join(", ");
}

function market(options: SimulatorOptions = {}): Stage {
  return stage({ offers: SEED, ...options });
}

/** The view half a second after the launch began, and half a second after it ended. */
function aroundLaunch(options: SimulatorOptions): [during: string, after: string] {
  const one = market(options);
  one.advance(1000);
  one.post("golive");
  one.advance(500);
  const during = shown(one);
  one.advance(1000);
  return [during, shown(one)];
}

const RUNNING = ["2", "1", "running", "goLive running", "running"];
const DONE = ["2", "2", "succeeded", "goLive complete", "complete"];
const PLACES = { preview: 0, production: 1, status: 2, list: 3, operation: 4 } as const;

describe("simulator: sources that do not tell the truth", () => {
  it("tells the truth by itself", () => {
    assert.deepEqual(aroundLaunch({}), [RUNNING.join(", "), DONE.join(", ")]);
  });

  const cases: readonly (readonly [Distortion, during: string, after: string])[] = [
    [{ source: "production", how: "stuck" }, "1", "1"],
    [{ source: "status", how: "stuck" }, "running", "running"],
    [{ source: "list", how: "stuck" }, "publish complete", "publish complete"],
    [{ source: "operation", how: "stuck" }, "running", "running"],
    [{ source: "production", how: "ahead" }, "2", "2"],
    [{ source: "status", how: "ahead" }, "succeeded", "succeeded"],
    [{ source: "list", how: "ahead" }, "goLive complete", "goLive complete"],
    [{ source: "operation", how: "ahead" }, "complete", "complete"],
    [{ source: "preview", how: "silent" }, "-", "-"],
    [{ source: "production", how: "silent" }, "-", "-"],
    [{ source: "status", how: "silent" }, "-", "-"],
    [{ source: "list", how: "silent" }, "empty", "empty"],
    [{ source: "operation", how: "silent" }, "-", "-"],
    [{ source: "status", how: "unknownWords" }, "pondering", "pondering"],
    [{ source: "list", how: "unknownWords" }, "goLive pondering", "goLive pondering"],
    [{ source: "operation", how: "unknownWords" }, "pondering", "pondering"],
    [{ source: "operation", how: "unknownWords", words: { complete: "bloomed" } }, "running", "bloomed"],
    [{ source: "status", how: "lastSuccess" }, "succeeded", "succeeded"],
    [{ source: "production", how: "silent", from: "launch", afterMs: 400, forMs: 200 }, "-", "2"],
    [{ source: "production", how: "silent", from: "launch", afterMs: 501 }, "1", "-"],
    [{ source: "production", how: "stuck", from: "launchEnd", afterMs: 501 }, "1", "2"],
    [{ source: "production", how: "silent", from: "launchEnd", afterMs: 500 }, "1", "-"],
    [{ source: "production", how: "silent", afterMs: 1500, forMs: 1 }, "-", "2"],
  ];
  for (const [distortion, during, after] of cases) {
    it(`shows ${JSON.stringify(distortion)}, and that alone`, () => {
      const place = PLACES[distortion.source];
      const expected = [RUNNING.with(place, during).join(", "), DONE.with(place, after).join(", ")];
      assert.deepEqual(aroundLaunch({ distortions: [distortion] }), expected);
    });
  }

  it("flaps between what is stuck and the truth, each source in its own order", () => {
    const orders = (["production", "status", "list", "operation"] as const).map((source) => {
      const one = market({ distortions: [{ source, how: "flaps", from: "launch" }] });
      one.post("golive");
      const sights = Array.from({ length: 60 }, () => {
        one.advance(60_000);
        return shown(one);
      });
      assert.equal(new Set(sights).size, 2, source);
      return sights.map((sight) => (sight === sights.at(0) ? "a" : "b")).join("");
    });
    assert.equal(new Set(orders).size, 4);
  });

  it("distorts and restores at any time", () => {
    const one = market();
    one.service.distort("contoso/vm", { source: "status", how: "silent" });
    one.service.distort("contoso/vm", { source: "list", how: "silent" });
    assert.equal(shown(one), "2, 1, -, empty, -");
    one.service.restore("contoso/vm", "list");
    assert.equal(shown(one), "2, 1, -, publish complete, -");
    one.service.distort("contoso/vm", { source: "status", how: "lastSuccess" });
    assert.equal(shown(one), "2, 1, succeeded, publish complete, -", "the last one set counts");
    one.service.restore("contoso/vm");
    assert.equal(shown(one), "2, 1, running, publish complete, -");
    assert.equal(one.view().waitsForSignOff, true, "what is true stays true");
  });

  const preview = [
    [{ source: "preview", how: "stuck" }, 2, "running"],
    [{ source: "preview", how: "unknownWords" }, 3, "pondering"],
    [{ source: "production", how: "unknownWords" }, 3, "running"],
  ] as const;
  for (const [distortion, version, status] of preview) {
    it(`shows preview after a publish under ${JSON.stringify(distortion)}`, () => {
      const one = market({ distortions: [distortion] });
      one.advance(1);
      one.post("publish");
      one.advance(1000);
      const document = one.document("slot/preview");
      assert.deepEqual([document.version, document.status], [version, status]);
    });
  }

  it("shows a publish that runs as if it had ended", () => {
    const one = market({ distortions: [{ source: "preview", how: "ahead" }] });
    one.post("publish");
    assert.equal(shown(one), "3, 1, running, publish running, running");
  });

  it("shows the earlier success in the documented form", () => {
    const one = market({ distortions: [{ source: "status", how: "lastSuccess" }] });
    const { steps } = one.document("status");
    assert.deepEqual(
      steps.map(({ status, progressPercentage }) => `${status} ${progressPercentage}`),
      [...Array<string>(5).fill("notStarted 0"), "complete 0"],
    );
  });

  it("puts the unknown word into the steps as well", () => {
    const one = market({ distortions: [{ source: "status", how: "unknownWords" }] });
    assert.ok(one.document("status").steps.every(({ status }) => status === "pondering"));
  });

  const bad: readonly (readonly [object, RegExp])[] = [
    [{ source: "draft", how: "stuck" }, /source has to be one of preview/],
    [{ source: "list", how: "wrong" }, /how has to be one of stuck/],
    [{ source: "list", how: "stuck", from: "then" }, /from has to be/],
    [{ source: "list", how: "lastSuccess" }, /for the source status alone/],
    [{ source: "list", how: "stuck", afterMs: -1 }, /afterMs/],
    [{ source: "list", how: "stuck", forMs: Infinity }, /forMs/],
  ];
  for (const [distortion, message] of bad) {
    it(`refuses ${JSON.stringify(distortion)}`, () => {
      assert.throws(() => market({ distortions: [distortion as Distortion] }), message);
    });
  }
});
