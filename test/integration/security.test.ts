import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { update } from "../../provider/resource/lifecycle";
import type { Fault } from "../../simulator";
import { INPUTS, OFFER_PATH, startSocketStage, UP, type SocketStage } from "../support/socketStage";

describe("a service that leads elsewhere, on real sockets", () => {
  let stage: SocketStage;
  /** Where the token must never go: it answers nothing, and counts who comes. */
  let stranger: Server;
  let visits: number;

  beforeEach(async () => {
    stage = await startSocketStage();
    visits = 0;
    stranger = createServer((socket) => {
      visits += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(stranger, "listening");
  });

  afterEach(async () => {
    stranger.close();
    await stage.simulator.close();
  });

  const elsewhere = (scheme = "http", host = "127.0.0.1"): string =>
    `${scheme}://${host}:${(stranger.address() as AddressInfo).port}/api/operations/1`;

  const redirects: readonly (readonly [title: string, target: () => string])[] = [
    ["host", () => elsewhere("http", "localhost")],
    ["port", () => elsewhere()],
    ["scheme", () => elsewhere("https")],
  ];
  for (const status of [301, 302, 303, 307, 308]) {
    for (const [title, target] of redirects) {
      it(`${status} to another ${title} is followed from no request`, async () => {
        const redirect = { status, headers: { location: target() } };
        const times = { times: 1_000 };

        stage.simulator.fault({ match: { path: "/status" }, ...redirect });
        assert.match(await stage.refusal(), new RegExp(`/status returned ${status}`));
        assert.equal(stage.posts(), 0);

        stage.simulator.fault({ match: { path: "/golive" }, ...redirect, after: true });
        stage.simulator.fault({ match: { path: "/operations/" }, ...redirect, ...times });
        stage.live(await stage.up());
        assert.equal(visits, 0);
      });
    }
  }

  const lures: readonly (readonly [title: string, fault: () => Fault])[] = [
    ["Location", () => ({ setHeaders: { Location: elsewhere() } })],
    ["Operation-Location", () => ({ setHeaders: { "Operation-Location": elsewhere() } })],
    [
      "other headers",
      () => ({
        dropHeaders: ["Location"],
        setHeaders: {
          "Content-Location": elsewhere(),
          "Azure-AsyncOperation": elsewhere(),
          Refresh: `0; url=${elsewhere()}`,
          Link: `<${elsewhere()}>; rel=next`,
          "Alt-Svc": `h2="127.0.0.1:${(stranger.address() as AddressInfo).port}"`,
        },
      }),
    ],
    [
      "the body",
      () => ({
        dropHeaders: ["Location"],
        body: JSON.stringify({ operationUrl: elsewhere(), location: elsewhere(), nextLink: elsewhere() }),
      }),
    ],
  ];
  for (const [title, fault] of lures) {
    it(`leads nobody elsewhere by ${title} of the answer to the POST`, async () => {
      stage.simulator.fault({ match: { path: "/golive" }, ...fault() });
      stage.live(await stage.up());
      assert.equal(visits, 0);
    });
  }

  it("is not asked by a foreign operationUrl in the state: the launch is looked for", async () => {
    stage.simulator.goLive("contoso/vm", { duration: 200 });
    // Nothing else names the operation.
    stage.simulator.fault({ match: { path: "/submissions/" }, body: "[]", times: 1_000 });
    const foreign = elsewhere();
    const olds = {
      ...INPUTS,
      schemaVersion: 1,
      status: "running",
      origin: "launched",
      startTime: new Date().toISOString(),
      operationUrl: foreign,
    };
    const { outputs: outs } = await update(olds, INPUTS, UP, stage.run());
    assert.equal(outs["status"], "succeeded");
    assert.equal(stage.posts(), 0);
    assert.equal(visits, 0);
    assert.notEqual(outs["operationUrl"], foreign);
  });

  it("takes no operation's URL that is longer than any real one", async () => {
    stage.simulator.fault({
      match: { path: "/golive" },
      setHeaders: { Location: `/operations/${"x".repeat(8_000)}` },
    });
    assert.ok(String(stage.live(await stage.up())["operationUrl"]).length < 200);
    assert.ok(stage.said.every((line) => line.length < 1_000));
  });

  it("shows the name of an operation without what a terminal or the engine would act on", async () => {
    const id = "../../../evil?x=1#\u001b[31m<{%fg 1%}>";
    const item = { id, slot: "production", submissionState: "running", offerVersion: 3 };
    stage.simulator.fault({ match: { path: "/submissions/" }, body: JSON.stringify([item]) });
    const text = await stage.refusal();
    assert.match(text, /operation \.\.\/\.\.\/\.\.\/evil.*\[LAUNCH_IN_THE_WAY\]/);
    assert.doesNotMatch(text, /\p{Cc}|<\{%/u);
  });

  it("cannot send a request out of its offer by the id of an operation", async () => {
    const id = "../../../evil?x=1#y";
    const item = { id, slot: "production", submissionState: "running", offerVersion: 2 };
    stage.simulator.fault({ match: { path: "/submissions/" }, body: JSON.stringify([item]) });
    await stage.refusal();
    const asked = stage.simulator.requests.map(({ path }) => path);
    assert.ok(asked.includes(`${OFFER_PATH}/operations/..%2F..%2F..%2Fevil%3Fx%3D1%23y`), asked.join("\n"));
    assert.ok(asked.every((path) => path.startsWith(`${OFFER_PATH}/`)));
  });
});
