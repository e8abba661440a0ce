import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { request } from "node:http";
import { startSimulator, type Simulator, type StartOptions } from "../../simulator/index";

const OFFER = "/api/publishers/contoso/offers/vm";
const VERSION = "api-version=2017-10-31";

describe("simulator: server", () => {
  let simulator: Simulator;
  const requests = new EventEmitter();
  const start = async (options: StartOptions = {}) => {
    simulator = await startSimulator({
      offers: ["contoso/vm@3"],
      launchTime: 0,
      onRequest: () => requests.emit("request"),
      ...options,
    });
  };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, simulator.url), { headers: { Authorization: "Bearer token" }, ...init });
  const goLive = (init: RequestInit = {}) => ask(`${OFFER}/golive?${VERSION}`, { method: "POST", ...init });
  const code = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => "no error",
      (error: unknown) => {
        const { cause } = error as Error;
        return (cause as NodeJS.ErrnoException).code;
      },
    );

  afterEach(() => simulator.close());

  for (const location of ["relative", "absolute", "legacy"] as const) {
    it(`launches and is asked for the operation, ${location}`, async () => {
      await start({ location });
      const accepted = await goLive();
      assert.equal(accepted.status, 202);
      const named = accepted.headers.get("Location") ?? accepted.headers.get("Operation-Location") ?? "";
      const operation = await ask(named.includes("?") ? named : `${named}?${VERSION}`);
      assert.equal(((await operation.json()) as { status: string }).status, "complete");
      assert.equal(
        ((await (await ask(`${OFFER}/slot/production?${VERSION}`)).json()) as { version: number }).version,
        3,
      );
      assert.equal(simulator.offers[0]?.productionVersion, 3);
      assert.deepEqual(
        simulator.requests.map(({ action }) => action),
        ["golive", "operation", "slot"],
      );
    });
  }

  it("listens on 127.0.0.1 alone", async function () {
    // Elsewhere than on Linux, only one address of 127.0.0.0/8 is this machine.
    if (process.platform !== "linux") this.skip();
    await start();
    assert.match(simulator.url, /^http:\/\/127\.0\.0\.1:[0-9]+$/);
    assert.equal(await code(fetch(simulator.url.replace("0.0.1", "0.0.2"))), "ECONNREFUSED");
  });

  it("rejects when the port is taken", async () => {
    await start();
    await assert.rejects(startSimulator({ port: Number(new URL(simulator.url).port) }), /EADDRINUSE/);
  });

  it("resets the connection, after the effect", async () => {
    await start();
    simulator.fault({ match: { method: "POST" }, reset: "after" });
    assert.equal(await code(goLive()), "ECONNRESET");
    assert.equal(simulator.offers[0]?.productionVersion, 3);
  });

  it("is silent when told to, until it is closed", async () => {
    await start();
    simulator.fault({ hang: "before" });
    const arrived = once(requests, "request");
    const outcome = code(goLive());
    await arrived;
    await simulator.close();
    assert.equal(await outcome, "UND_ERR_SOCKET");
    assert.equal(simulator.requests[0]?.status, "hang");
  });

  it("answers late when told to, and closes without waiting for it", async () => {
    await start();
    simulator.fault({ delayMs: 20 });
    const before = performance.now();
    assert.equal((await goLive()).status, 202);
    assert.ok(performance.now() - before >= 19);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const others = timers();
    simulator.fault({ delayMs: 3_600_000 });
    const arrived = once(requests, "request");
    const outcome = code(goLive());
    await arrived;
    await simulator.close();
    assert.equal(await outcome, "UND_ERR_SOCKET");
    assert.equal(timers(), others);
  });

  it("refuses a huge body without waiting for its end", async () => {
    await start();
    const headers = { Authorization: "Bearer token" };
    const put = request(new URL(`${OFFER}?${VERSION}`, simulator.url), { method: "PUT", headers });
    put.write(Buffer.alloc(3 * 1024 * 1024, "x"));
    const [response] = (await once(put, "response")) as [{ statusCode: number }];
    put.destroy();
    assert.equal(response.statusCode, 413);
  });

  it("survives what is not HTTP, and paths that are no paths", async () => {
    await start();
    const { port } = new URL(simulator.url);
    for (const line of [
      "nonsense\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "GET //[::::/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ]) {
      const socket = connect(Number(port), "127.0.0.1");
      socket.end(line);
      let text = "";
      for await (const chunk of socket.setEncoding("utf8")) text += String(chunk);
      assert.match(text, /^HTTP\/1\.1 40[01] /, line);
    }
    assert.equal((await goLive()).status, 202);
  });
});
