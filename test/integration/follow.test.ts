import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { startSimulator, type Simulator } from "../../simulator";
import { type CommandResult, runCommand } from "../support/command";

const TOKEN = "marker-token-0123456789";
const HOOK = "/secret-part-of-the-address";

describe("follow, from the shell", () => {
  let simulator: Simulator;
  let receiver: Server;
  let hook: string;
  let received: unknown[];
  let hookStatus: number;

  before(async () => {
    simulator = await startSimulator({ offers: ["contoso/vm@1", "contoso/app@1"], launchTime: 1_000 });
    receiver = createServer((request, response) => {
      void text(request).then((body) => {
        received.push([request.method, request.url, request.headers.authorization, JSON.parse(body)]);
        response.writeHead(hookStatus).end();
      });
    });
    receiver.listen(0, "127.0.0.1");
    await once(receiver, "listening");
    hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${HOOK}`;
  });
  beforeEach(() => {
    received = [];
    hookStatus = 200;
  });
  after(async () => {
    receiver.closeAllConnections();
    receiver.close();
    await simulator.close();
  });

  function follow(...args: string[]): Promise<CommandResult> {
    return runCommand(["follow", ...args], {
      AZURE_MARKETPLACE_ENDPOINT: simulator.url,
      AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN,
    });
  }

  it("ends with 0 when the version is live, with an event a line, and posts the end once", async () => {
    simulator.goLive("contoso/vm");
    const { code, out, err } = await follow("contoso/vm", "--version", "1", "--json", "--webhook", hook);
    assert.equal(code, 0, err);
    const events = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.ok(events.every(({ time }) => typeof time === "string"));
    const end = {
      event: "end",
      text: "version 1 of contoso/vm is live",
      api: "cloudPartner",
      publisherId: "contoso",
      offerId: "vm",
      version: "1",
      exitCode: 0,
      result: "live",
      liveVersion: "1",
    };
    const { time, ...last } = events.at(-1) ?? {};
    assert.deepEqual(last, end);
    assert.deepEqual(received, [["POST", HOOK, undefined, end]]);
    assert.ok(simulator.requests.every(({ method }) => method === "GET"));
  });

  it("ends with 1 and the reason when the launch failed, whatever becomes of the webhook", async () => {
    simulator.failNextLaunch("contoso/app", { messages: ["The image does not boot"] });
    simulator.goLive("contoso/app");
    hookStatus = 500;
    const { code, out, err } = await follow("contoso/app", "--version", "1", "--webhook", hook);
    assert.equal(code, 1, err);
    assert.match(out, /the launch of version 1 of contoso\/app failed.*The image does not boot\n$/);
    assert.match(err, /^the webhook at 127\.0\.0\.1:\d+ returned 500\n$/);
    assert.ok(!err.includes(HOOK) && !out.includes(HOOK));
    assert.equal(received.length, 1);
  });

  it("ends with 3 when the time is up", async () => {
    const { code, out } = await follow("contoso/app", "--version", "7", "--timeout", "1s");
    assert.equal(code, 3);
    assert.match(out, /time is up/);
  });

  it("ends with 2 when the command line, a setting or the offer cannot be used", async () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [["contoso/vm"], /--version is required/],
      [["contoso/vm", "--version", "1", "--timeout", "soon"], /--timeout must be a duration/],
      [["contoso/vm", "--version", "1", "--webhook", "ftp://x/secret"], /--webhook must be a URL of http/],
      [["contoso/none", "--version", "1"], /\[OFFER_UNKNOWN\]/],
    ];
    for (const [args, pattern] of wrong) {
      const { code, out, err } = await follow(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(err, pattern);
      assert.ok(!err.includes("secret"));
      assert.equal(out, "");
    }
    assert.match((await follow("--help")).out, /Exit code: 0 live; 1 failed[^]*4 no launch/);
  }).timeout(20_000);
});
