import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createHttp } from "../../provider/marketplace/http/http";
import { createRequester, type PostOutcome } from "../../provider/marketplace/http/requester";
import type { HttpRequest, HttpResponse } from "../../provider/marketplace/http/transport";
import { makeCertificate } from "../support/certificates";

type Failure = Error & { code?: unknown; notSent?: unknown };

/** A request that leaves is over at once. One that does not leave is given up after this long. */
const SHORT_MS = 60;
const LONG_MS = 10_000;

describe("the departure of a write", () => {
  const authority = makeCertificate("local authority");
  const { key, certificate: cert } = makeCertificate("127.0.0.1", authority);
  const trusted = getCACertificates("default");
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  let requests: string[];

  before(() => setDefaultCACertificates([...trusted, authority.certificate]));
  after(() => setDefaultCACertificates(trusted));
  beforeEach(() => {
    requests = [];
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers.splice(0)) server.close();
    sockets.clear();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  /** A service over TLS that writes down what it was asked, and answers 202. */
  function tlsService(): Promise<number> {
    return listen(createHttpsServer({ key, cert }, answer202));
  }

  const answer202: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (data: Buffer) => (body += data.toString()));
    request.on("end", () => {
      requests.push(`${request.method ?? ""} ${request.headers["content-length"] ?? "none"} ${body}`);
      response.writeHead(202).end();
    });
  };

  /** Forwards to a port, and holds the bytes of the service back until released. */
  async function dam(port: number): Promise<{ port: number; reached: Promise<void>; release: () => void }> {
    let release = (): void => undefined;
    let arrive = (): void => undefined;
    const reached = new Promise<void>((resolve) => (arrive = resolve));
    const server = createServer((client) => {
      const upstream = connect(port, "127.0.0.1");
      sockets.add(upstream);
      for (const socket of [client, upstream]) socket.on("error", () => undefined);
      client.pipe(upstream);
      arrive();
      release = () => void upstream.pipe(client);
    });
    return { port: await listen(server), reached, release: () => release() };
  }

  function post(url: string, departure?: HttpRequest["departure"], env = {}): Promise<HttpResponse> {
    return createHttp({ env })({ method: "POST", url, headers: {}, timeoutMs: LONG_MS, departure });
  }

  async function failureOf(work: Promise<unknown>): Promise<Failure> {
    const outcome: unknown = await work.catch((error: unknown) => error);
    assert.ok(outcome instanceof Error, "it was answered");
    return outcome;
  }

  it("happens once the handshake is done", async () => {
    const { status } = await post(`https://127.0.0.1:${await tlsService()}/p`, { withinMs: LONG_MS });
    assert.equal(status, 202);
    assert.deepEqual(requests, ["POST 0 "]);
  });

  it("takes the body along, with its length in bytes", async () => {
    const port = await tlsService();
    const body = '{"name":"größer"}';
    await createHttp({ env: {} })({
      method: "POST",
      url: `https://127.0.0.1:${port}/p`,
      headers: {},
      timeoutMs: LONG_MS,
      body,
    });
    assert.deepEqual(requests, [`POST 19 ${body}`]);
  });

  it("does not happen when the handshake ends too late, and nothing reaches the service", async () => {
    const held = await dam(await tlsService());
    const failure = await failureOf(post(`https://127.0.0.1:${held.port}/p`, { withinMs: SHORT_MS }));
    held.release();
    assert.deepEqual([failure.code, failure.notSent], ["NETWORK", "late"]);
    assert.match(failure.message, /POST \/p was not sent.*in time/);
    // Another request comes through: had the first one left, it would be there before.
    await post(`https://127.0.0.1:${(servers[0]?.address() as AddressInfo).port}/p`);
    assert.deepEqual(requests, ["POST 0 "]);
  });

  it("does not happen through a proxy that never answers", async () => {
    const proxy = await listen(createServer(() => undefined));
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy}` };
    const url = `https://127.0.0.1:${await tlsService()}/p`;
    assert.equal((await failureOf(post(url, { withinMs: SHORT_MS }, env))).notSent, "late");
    assert.deepEqual(requests, []);
  });

  it("does not happen after a machine has slept while it connected", async () => {
    const port = await listen(createHttpServer(answer202));
    let time = 0;
    const clock = { now: () => (time += 40_000), after: () => () => undefined };
    const http = createHttp({ env: {}, clock });
    const request = {
      method: "POST",
      url: `http://127.0.0.1:${port}/p`,
      headers: {},
      timeoutMs: LONG_MS,
    } as const;
    const late = await failureOf(http({ ...request, departure: { withinMs: 60_000 } }));
    assert.equal(late.notSent, "late");
    assert.deepEqual(requests, []);
    assert.equal((await http({ ...request, departure: { withinMs: 600_000 } })).status, 202);
  });

  it("once it happened, waits for the response as long as that takes", async () => {
    const port = await listen(
      createHttpServer((_request, response) => {
        setTimeout(() => response.writeHead(202).end(), 3 * SHORT_MS);
      }),
    );
    const abort = new AbortController();
    const answer = post(`http://127.0.0.1:${port}/p`, { withinMs: SHORT_MS, signal: abort.signal });
    await once(servers[0]!, "request");
    abort.abort();
    assert.equal((await answer).status, 202);
  });

  it("does not happen after an interruption", async () => {
    const held = await dam(await tlsService());
    const abort = new AbortController();
    const answer = failureOf(
      post(`https://127.0.0.1:${held.port}/p`, { withinMs: LONG_MS, signal: abort.signal }),
    );
    await held.reached;
    abort.abort();
    const failure = await answer;
    assert.deepEqual([failure.code, failure.notSent], ["INTERRUPTED", "interrupted"]);
    const before = await failureOf(
      post(`https://127.0.0.1:${held.port}/p`, { withinMs: LONG_MS, signal: abort.signal }),
    );
    assert.equal(before.notSent, "interrupted");
    assert.deepEqual(requests, []);
  });

  describe("that cannot happen", () => {
    it("is known not to have, when the connection is refused", async () => {
      const port = await listen(createServer());
      servers[0]?.close();
      const failure = await failureOf(post(`http://127.0.0.1:${port}/p`));
      assert.deepEqual([failure.code, failure.notSent], ["NETWORK", "unreachable"]);
      assert.match(failure.message, /was not sent, since there is no connection to .*ECONNREFUSED/);
    });

    it("is known not to have, when the certificate is not trusted", async () => {
      const other = makeCertificate("127.0.0.1");
      const port = await listen(createHttpsServer({ key: other.key, cert: other.certificate }, answer202));
      const failure = await failureOf(post(`https://127.0.0.1:${port}/p`));
      assert.equal(failure.notSent, "unreachable");
      assert.match(failure.message, /NODE_EXTRA_CA_CERTS/);
      assert.deepEqual(requests, []);
    });

    it("is known not to have, when the handshake breaks off", async () => {
      const port = await listen(createServer((socket) => void socket.once("data", () => socket.destroy())));
      assert.equal((await failureOf(post(`https://127.0.0.1:${port}/p`))).notSent, "unreachable");
    });

    it("is known not to have, when the proxy refuses, whose password is not shown", async () => {
      const proxy = createHttpServer();
      proxy.on("connect", (_request, socket) => void socket.end("HTTP/1.1 407 Proxy Auth\r\n\r\n"));
      const env = { HTTPS_PROXY: `http://user:hunter2@127.0.0.1:${await listen(proxy)}` };
      const failure = await failureOf(post(`https://127.0.0.1:${await tlsService()}/p`, undefined, env));
      assert.equal(failure.notSent, "unreachable");
      assert.match(failure.message, /407.*HTTPS_PROXY/);
      assert.doesNotMatch(failure.message, /hunter2/);
      assert.deepEqual(requests, []);
    });
  });

  it("is not known when the connection breaks after the request was read", async () => {
    const port = await listen(createHttpServer((request) => request.socket.destroy()));
    assert.equal((await failureOf(post(`http://127.0.0.1:${port}/p`))).notSent, undefined);
  });

  describe("through the requester", () => {
    function postBy(origin: string, notAfter: number, signal?: AbortSignal): Promise<PostOutcome> {
      const requester = createRequester({
        origin,
        prepareUrl: (url) => url,
        explain: () => undefined,
        transport: createHttp({ env: {} }),
        credential: { getToken: () => Promise.resolve("the-token") },
      });
      return requester.post("/p", { notAfter, signal });
    }

    it("is not sent when the handshake stalls beyond its moment", async () => {
      const held = await dam(await tlsService());
      const outcome = await postBy(`https://127.0.0.1:${held.port}`, Date.now() + SHORT_MS);
      assert.ok(outcome.kind === "notSent" && !("error" in outcome));
      assert.match(
        outcome.reason ?? "",
        /was not sent, since there was no connection to 127\.0\.0\.1:\d+ in time/,
      );
      assert.deepEqual(requests, []);
    });

    it("is not sent, with the reason, when there is no connection", async () => {
      const port = await listen(createServer());
      servers[0]?.close();
      const outcome = await postBy(`http://127.0.0.1:${port}`, Infinity);
      assert.ok(outcome.kind === "notSent" && outcome.error?.code === "NETWORK");
    });

    it("throws for an interruption before it left", async () => {
      const held = await dam(await tlsService());
      const abort = new AbortController();
      const outcome = postBy(`https://127.0.0.1:${held.port}`, Infinity, abort.signal);
      void held.reached.then(() => abort.abort());
      await assert.rejects(outcome, { code: "INTERRUPTED" });
    });
  });
});
