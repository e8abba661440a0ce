import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { explain, prepareUrl, TOKEN } from "../../provider/marketplace/cloudPartner/api";
import { createCloudPartner } from "../../provider/marketplace/cloudPartner";
import { createCredential } from "../../provider/marketplace/identity/credential";
import { createHttp } from "../../provider/marketplace/http/http";
import { createRequester } from "../../provider/marketplace/http/requester";
import type { Service } from "../../provider/marketplace/service";

const OFFER = { publisherId: "contoso", offerId: "vm" };
const BASE = "/api/publishers/contoso/offers/vm";

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

describe("createCloudPartner", () => {
  let server: Server;
  let endpoint: string;
  let service: Service;
  /** The server's answers by method and path. Anything else gets 404. */
  let replies: Record<string, Reply | ((request: IncomingMessage, response: ServerResponse) => void)>;
  let requests: string[];
  let authorizations: Set<string | undefined>;

  beforeEach(async () => {
    replies = {};
    requests = [];
    authorizations = new Set();
    server = createServer((request, response) => {
      const url = new URL(request.url ?? "", endpoint);
      const call = `${request.method ?? ""} ${url.pathname}`;
      requests.push(`${call}${url.search}`);
      authorizations.add(request.headers.authorization);
      const reply = replies[call] ?? { status: 404, body: "nothing here" };
      if (typeof reply === "function") reply(request, response);
      else {
        const body = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? "");
        response.writeHead(reply.status ?? 200, reply.headers).end(body);
      }
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credential = createCredential({ target: TOKEN, accessToken: "the-token" });
    const transport = createHttp({ env: {} });
    const requester = createRequester({ origin: endpoint, prepareUrl, explain, transport, credential });
    service = createCloudPartner({ requester });
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  describe("look", () => {
    it("reads slots, status and operations", async () => {
      replies = {
        [`GET ${BASE}/slot/preview`]: { body: { id: "vm", version: 5 } },
        [`GET ${BASE}/slot/production`]: { body: { id: "vm", version: 4 } },
        [`GET ${BASE}/status`]: {
          body: {
            status: "running",
            steps: [{ id: "publisher-signoff", status: "waitingForPublisherReview" }],
          },
        },
        [`GET ${BASE}/submissions/`]: { body: [{ id: "a$1", slot: "staging", submissionState: "running" }] },
      };
      const look = await service.look(OFFER);
      assert.equal(look.preview?.version, "5");
      assert.equal(look.production?.version, "4");
      assert.equal(look.status.phase, "readyToLaunch");
      assert.deepEqual(
        look.submissions.map(({ kind, operationUrl }) => [kind, operationUrl]),
        [["publish", `${endpoint}${BASE}/operations/a$1`]],
      );
      assert.deepEqual(requests.toSorted(), [
        `GET ${BASE}/slot/preview?api-version=2017-10-31`,
        `GET ${BASE}/slot/production?api-version=2017-10-31`,
        `GET ${BASE}/status?api-version=2017-10-31`,
        `GET ${BASE}/submissions/?api-version=2017-10-31`,
      ]);
      assert.deepEqual([...authorizations], ["Bearer the-token"]);
    });

    it("reads preview again when the list names a later publish that has ended since", async () => {
      let reads = 0;
      replies = {
        [`GET ${BASE}/slot/preview`]: (_request, response) => {
          reads += 1;
          response.writeHead(200).end(JSON.stringify({ version: reads === 1 ? 2 : 3 }));
        },
        [`GET ${BASE}/status`]: { body: { status: "running" } },
        [`GET ${BASE}/submissions/`]: {
          body: [
            {
              id: "a",
              submissionType: "publish",
              slot: "staging",
              submissionState: "completed",
              offerVersion: 3,
            },
          ],
        },
      };
      assert.equal((await service.look(OFFER)).preview?.version, "3");
      assert.equal(reads, 2);
    });

    it("takes a missing slot as empty and missing operations as none", async () => {
      replies = { [`GET ${BASE}/status`]: { body: { status: "neverPublished" } } };
      const { at, ...look } = await service.look(OFFER);
      assert.ok(at <= Date.now());
      assert.deepEqual(look, {
        status: {
          phase: "unpublished",
          word: "neverPublished",
          summary: `the offer's status is "neverPublished"`,
          problems: [],
        },
        submissions: [],
      });
    });

    it("takes a missing status beside a filled slot as absent", async () => {
      replies = { [`GET ${BASE}/slot/production`]: { body: { version: 1 } } };
      const look = await service.look(OFFER);
      assert.equal(look.status.phase, "absent");
      assert.equal(look.production?.version, "1");
    });

    it("knows no offer of which there is neither status nor slot", async () => {
      await assert.rejects(service.look(OFFER), {
        code: "OFFER_UNKNOWN",
        httpStatus: 404,
        message: /"vm" of publisher "contoso".*Check both ids.*productIngestion/,
      });
    });

    const failures: readonly (readonly [title: string, reply: Reply, code: string])[] = [
      ["a forbidden publisher", { status: 403 }, "FORBIDDEN"],
      ["a stale token", { status: 401 }, "UNAUTHORIZED"],
      ["a busy service", { status: 503, headers: { "retry-after": "2" } }, "SERVICE_UNAVAILABLE"],
      ["a sign-in page", { body: "<html>Sign in</html>" }, "RESPONSE_INVALID"],
    ];
    for (const [title, reply, code] of failures) {
      for (const path of ["slot/preview", "slot/production", "status", "submissions/"]) {
        it(`reports ${title} on ${path}`, async () => {
          replies = { [`GET ${BASE}/status`]: { body: { status: "running" } } };
          replies[`GET ${BASE}/${path}`] = reply;
          await assert.rejects(service.look(OFFER), { code });
        });
      }
    }
  });

  describe("goLive", () => {
    it("posts once, without a body, and names the operation", async () => {
      let sent: unknown[] = [];
      replies[`POST ${BASE}/golive`] = (request, response) => {
        sent = [request.headers["content-type"], request.headers["content-length"]];
        response.writeHead(202, { Location: `${BASE}/operations/1?api-version=2017-10-31` }).end();
      };
      assert.deepEqual(await service.goLive(OFFER, { version: "2" }), {
        kind: "accepted",
        operationUrl: `${endpoint}${BASE}/operations/1?api-version=2017-10-31`,
      });
      assert.deepEqual(sent, ["application/json", "0"]);
      assert.deepEqual(requests, [`POST ${BASE}/golive?api-version=2017-10-31`]);
    });

    it("resolves a relative location against the call", async () => {
      replies[`POST ${BASE}/golive`] = { status: 202, headers: { "Operation-Location": "operations/2" } };
      assert.deepEqual(await service.goLive(OFFER, { version: "2" }), {
        kind: "accepted",
        operationUrl: `${endpoint}${BASE}/operations/2`,
      });
    });

    it("reports a refusal with the service's code and words", async () => {
      replies[`POST ${BASE}/golive`] = {
        status: 409,
        body: { error: { code: "Busy", message: "An operation runs." } },
      };
      const answer = await service.goLive(OFFER, { version: "2" });
      assert.ok(answer.kind === "refused");
      assert.deepEqual([answer.busy, answer.httpStatus, answer.code], [true, 409, "Busy"]);
      assert.match(answer.message, /Busy: An operation runs\./);
    });

    const unknown: readonly (readonly [title: string, reply: Reply | typeof drop])[] = [
      ["a fault of the service", { status: 500 }],
      ["a redirect", { status: 307, headers: { location: "/elsewhere" } }],
      ["a dropped connection", drop],
    ];
    function drop(request: IncomingMessage): void {
      request.socket.destroy();
    }
    for (const [title, reply] of unknown) {
      it(`does not know what became of it after ${title}, and asks once only`, async () => {
        replies[`POST ${BASE}/golive`] = reply;
        assert.equal((await service.goLive(OFFER, { version: "2" })).kind, "unknown");
        assert.equal(requests.length, 1);
      });
    }

    it("still takes the answer when interrupted on the way", async () => {
      const abort = new AbortController();
      replies[`POST ${BASE}/golive`] = (_request, response) => {
        abort.abort();
        setImmediate(() => response.writeHead(202).end());
      };
      assert.equal(
        (await service.goLive(OFFER, { version: "2" }, { signal: abort.signal })).kind,
        "accepted",
      );
    });

    it("throws when interrupted before, having sent nothing", async () => {
      await assert.rejects(service.goLive(OFFER, { version: "2" }, { signal: AbortSignal.abort() }), {
        code: "INTERRUPTED",
      });
      assert.deepEqual(requests, []);
    });
  });

  describe("observe", () => {
    it("reads an operation by the service's own URL, and how long to wait", async () => {
      replies["GET /api/operations/contoso$vm$2$preview"] = {
        headers: { "Retry-After": "30" },
        body: [
          {
            status: "running",
            offerVersion: 5,
            steps: [{ id: "live", stepName: "Live", status: "inProgress" }],
          },
        ],
      };
      assert.deepEqual(await service.observe("/api/operations/contoso$vm$2$preview"), {
        status: "running",
        word: "running",
        version: "5",
        step: { name: "Live", word: "inProgress", messages: [] },
        stepNumber: "1/1",
        problems: [],
        retryAfterMs: 30_000,
      });
      assert.deepEqual(requests, ["GET /api/operations/contoso$vm$2$preview?api-version=2017-10-31"]);
    });

    it("gives nothing for an operation that the service does not know", async () => {
      assert.equal(await service.observe(`${endpoint}/api/operations/1`), undefined);
      replies["GET /api/operations/2"] = { status: 410 };
      assert.equal(await service.observe(`${endpoint}/api/operations/2`), undefined);
    });

    it("sends no token to another origin", async () => {
      const elsewhere = endpoint.replace("127.0.0.1", "localhost");
      await assert.rejects(service.observe(`${elsewhere}/api/operations/1`), { code: "FOREIGN_URL" });
      assert.deepEqual(requests, []);
    });
  });
});
