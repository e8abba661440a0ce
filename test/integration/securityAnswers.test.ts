import assert from "node:assert/strict";
import type { Fault } from "../../simulator";
import { startSocketStage, type SocketStage } from "../support/socketStage";

const TOO_LARGE = "x".repeat(10 * 1024 * 1024 + 1);
/** Above what Node takes for all headers of an answer. */
const LONG_HEADER = "x".repeat(20_000);

describe("a service that answers monstrously, on real sockets", () => {
  let stage: SocketStage;

  beforeEach(async () => {
    stage = await startSocketStage();
  });

  afterEach(async () => {
    await stage.simulator.close();
    assert.equal(Reflect.get({}, "status") ?? Reflect.get({}, "x"), undefined, "no prototype was polluted");
  });

  /** Answers that no client may choke on, and what a look says of those that it refuses. */
  const answers: readonly (readonly [title: string, fault: Fault, refusal: RegExp])[] = [
    ["a body above 10 MB", { body: TOO_LARGE }, /\[RESPONSE_TOO_LARGE\]/],
    ["a refusal above 10 MB", { status: 400, body: TOO_LARGE, after: true }, /\[RESPONSE_TOO_LARGE\]/],
    ["deep nesting", { body: "[".repeat(1_000_000) }, /nested more than 100 levels.*\[RESPONSE_INVALID\]/],
    [
      "__proto__ keys",
      { body: '[{"__proto__":{"status":"succeeded","version":2},"constructor":{"prototype":{"x":1}}}]' },
      /\[RESPONSE_INVALID\]/,
    ],
    ["an oversized header", { setHeaders: { "X-Long": LONG_HEADER } }, /HPE_HEADER_OVERFLOW.*\[NETWORK\]/],
    [
      "too many headers",
      { setHeaders: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`X-${index}`, "x"])) },
      /HPE_HEADER_OVERFLOW.*\[NETWORK\]/,
    ],
  ];
  for (const [title, fault, refusal] of answers) {
    it(`launches nothing on ${title} in a look`, async () => {
      stage.simulator.fault({ match: { path: "/status" }, ...fault, times: 1_000 });
      assert.match(await stage.refusal(), refusal);
      assert.equal(stage.posts(), 0);
    });

    it(`follows the offer when the operation answers with ${title}`, async () => {
      stage.simulator.fault({ match: { path: "/operations/" }, ...fault, times: 10 });
      stage.live(await stage.up());
    });

    it(`looks, and posts no second time, after ${title} in the answer to the POST`, async () => {
      stage.simulator.fault({ match: { path: "/golive" }, ...fault });
      stage.live(await stage.up());
    });
  }
});
