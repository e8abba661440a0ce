import assert from "node:assert/strict";
import { once } from "node:events";
import { type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { createHttp } from "../../provider/marketplace/http/http";
import { type HttpRequest, MAX_BODY_BYTES, type Transport } from "../../provider/marketplace/http/transport";

const TOKEN = "secret-token-value";

describe("createHttp", () => {
  let server: Server | undefined;
  let http: Transport;

  beforeEach(() => {
    http = createHttp({ env: {} });
  });

  afterEach(async () => {
    if (server === undefined) return;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
    server = undefined;
  });

  async function listen(started: Server): Promise<string> {
    server = started;
    started.listen(0, "127.0.0.1");
    await once(started, "listening");
    const { port } = started.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));

  function get(url: string, more: Partial<HttpRequest> = {}): HttpRequest {
    return { method: "GET", url, headers: { authorization: `Bearer ${TOKEN}` }, timeoutMs: 5000, ...more };
  }

  async function failureOf(request: HttpRequest): Promise<Error & { code?: unknown }> {
    try {
      await http(request);
    } catch (error) {
      assert.ok(error instanceof Error);
      return error;
    }
    throw new assert.AssertionError({ message: "nothing was thrown" });
  }

  it("sends headers, user agent and the path as it is", async () => {
    const url = await serve((request, response) => {
      response.setHeader("X-Seen", "yes");
      response.setHeader("set-cookie", ["a=1", "b=2"]);
      response.end(JSON.stringify([request.method, request.url, request.headers]));
    });
    const response = await http(get(`${url}/api/operations/p$o$2$preview?api-version=2017-10-31`));
    const [method, path, headers] = JSON.parse(response.body) as [string, string, Record<string, string>];
    assert.equal(method, "GET");
    assert.equal(path, "/api/operations/p$o$2$preview?api-version=2017-10-31");
    assert.equal(headers["authorization"], `Bearer ${TOKEN}`);
    assert.match(headers["user-agent"] ?? "", /^pulumi-azure-marketplace\/\d+\.\d+\.\d+/);
    assert.equal(response.headers["x-seen"], "yes");
    assert.equal(response.headers["set-cookie"], "a=1, b=2");
  });

  it("writes an empty body, with its length, on a connection of its own", async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end(
        JSON.stringify([request.headers["content-length"], request.headers["transfer-encoding"] ?? null]),
      );
    });
    await http(get(url));
    await http(get(url));
    assert.equal(ports.size, 1);
    const { body } = await http(
      get(url, { method: "POST", headers: { "content-type": "application/json", "content-length": "0" } }),
    );
    assert.equal(body, '["0",null]');
    await http(get(url, { method: "POST" }));
    assert.equal(ports.size, 3);
  });

  it("gives every status as an answer, asks once, and follows no redirect", async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url ?? "");
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { location: "/200", "retry-after": "0" }).end(`body of ${status}`);
    });
    for (const status of [200, 302, 307, 401, 404, 429, 500, 503]) {
      const response = await http(get(`${url}/${status}`));
      assert.deepEqual([response.status, response.body], [status, `body of ${status}`]);
    }
    assert.equal(seen.length, 8);
  });

  it("decodes gzip, brotli and UTF-8 that is cut across chunks", async () => {
    const text = "größer 😀 ".repeat(1000);
    const url = await serve((request, response) => {
      if (request.url === "/gzip") response.setHeader("content-encoding", "gzip").end(gzipSync(text));
      else if (request.url === "/br")
        response.setHeader("content-encoding", "br").end(brotliCompressSync(text));
      else {
        const bytes = Buffer.from(text);
        response.write(bytes.subarray(0, 3));
        response.end(bytes.subarray(3));
      }
    });
    for (const path of ["gzip", "br", "plain"]) assert.equal((await http(get(`${url}/${path}`))).body, text);
  });

  it("takes a body at the bound, and refuses one above it, compressed or not", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/bound") response.end(Buffer.alloc(MAX_BODY_BYTES, "x"));
      else if (request.url === "/above") response.end(Buffer.alloc(MAX_BODY_BYTES + 1, "x"));
      else response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(5 * MAX_BODY_BYTES)));
    });
    assert.equal((await http(get(`${url}/bound`))).body.length, MAX_BODY_BYTES);
    for (const path of ["above", "bomb"]) {
      assert.equal((await failureOf(get(`${url}/${path}`))).code, "RESPONSE_TOO_LARGE");
    }
  });

  const broken: readonly (readonly [
    title: string,
    listener: RequestListener,
    cause: string,
    timeoutMs?: number,
  ])[] = [
    ["a reset", (request) => void request.socket.destroy(), "ECONNRESET"],
    ["silence", () => undefined, "ETIMEDOUT", 60],
    [
      "a body that never ends",
      (_request, response) => {
        const write = (): void => {
          if (!response.destroyed) response.write("x", () => setImmediate(write));
        };
        write();
      },
      "ETIMEDOUT",
      120,
    ],
    [
      "a cut body",
      (_request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("abc", () => response.destroy());
      },
      "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
    ],
    [
      "a cut chunked body",
      (_request, response) => void response.write("abc", () => response.destroy()),
      "ECONNRESET",
    ],
    [
      "garbled gzip",
      (_request, response) => void response.setHeader("content-encoding", "gzip").end("not gzip"),
      "ERR_READING_RESPONSE_STREAM",
    ],
    [
      "what is not HTTP",
      (request) => void request.socket.end("220 mail ready\r\n\r\n"),
      "HPE_INVALID_CONSTANT",
    ],
  ];
  for (const [title, listener, cause, timeoutMs] of broken) {
    it(`reports ${title} as NETWORK, with host and cause and without the token`, async () => {
      const url = await serve(listener);
      const error = await failureOf(get(`${url}/p`, timeoutMs === undefined ? {} : { timeoutMs }));
      assert.equal(error.code, "NETWORK");
      assert.ok(error.message.includes(new URL(url).host), error.message);
      assert.ok(error.message.includes(cause), error.message);
      assert.equal((error.cause as { code?: string }).code, cause);
      const shown = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error);
      assert.ok(!shown.includes(TOKEN));
    });
  }

  const lostBodies: readonly (readonly [title: string, listener: RequestListener, timeoutMs?: number])[] = [
    [
      "breaks off",
      (_request, response) => {
        response.writeHead(202, { location: "/operations/1", "content-length": "100" });
        response.write("abc", () => response.destroy());
      },
    ],
    [
      "breaks off in chunks",
      (_request, response) => {
        response.writeHead(202, { location: "/operations/1" });
        response.write("abc", () => response.destroy());
      },
    ],
    [
      "never ends",
      (_request, response) => void response.writeHead(202, { location: "/operations/1" }).write("abc"),
      200,
    ],
    [
      "is too large",
      (_request, response) =>
        void response
          .writeHead(202, { location: "/operations/1" })
          .end(Buffer.alloc(MAX_BODY_BYTES + 1, "x")),
    ],
    [
      "is garbled",
      (_request, response) =>
        void response
          .writeHead(202, { location: "/operations/1", "content-encoding": "gzip" })
          .end("not gzip"),
    ],
  ];
  for (const [title, listener, timeoutMs = 5_000] of lostBodies) {
    it(`takes the head alone where that suffices, when the body ${title}`, async () => {
      const url = await serve(listener);
      const response = await http(get(url, { method: "POST", headSuffices: true, timeoutMs }));
      assert.deepEqual(
        [response.status, response.headers["location"], response.body, response.bodyLost],
        [202, "/operations/1", "", true],
      );
      assert.ok((await failureOf(get(url, { timeoutMs }))).code !== undefined);
    });
  }

  it("takes no head that never came", async () => {
    const url = await serve((request) => void request.socket.destroy());
    assert.equal((await failureOf(get(url, { method: "POST", headSuffices: true }))).code, "NETWORK");
  });

  it("reports a refused connection as NETWORK", async () => {
    const url = await serve(() => undefined);
    server?.close();
    server = undefined;
    assert.match((await failureOf(get(url))).message, /ECONNREFUSED.*HTTPS_PROXY/);
  });

  it("stops at the signal, before and on the way", async () => {
    const abort = new AbortController();
    let requests = 0;
    const url = await serve(() => {
      requests += 1;
      abort.abort();
    });
    assert.equal((await failureOf(get(url, { signal: AbortSignal.abort() }))).code, "INTERRUPTED");
    assert.equal(requests, 0);
    const error = await failureOf(get(url, { signal: abort.signal }));
    assert.equal(error.code, "INTERRUPTED");
    assert.ok(!inspect(error, { depth: 20, showHidden: true }).includes(TOKEN));
    assert.equal(requests, 1);
  });

  it("goes straight to its own machine, whatever HTTP_PROXY says: a proxy would read the token", async () => {
    const direct = await serve((_request, response) => response.end("hi"));
    http = createHttp({ env: { HTTP_PROXY: "http://127.0.0.1:1", http_proxy: "http://127.0.0.1:1" } });
    for (const method of ["GET", "POST"] as const)
      assert.equal((await http(get(`${direct}/api`, { method }))).body, "hi");
  });
});
