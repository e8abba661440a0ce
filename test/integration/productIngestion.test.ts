import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createHttp } from "../../provider/marketplace/http/http";
import { createRequester } from "../../provider/marketplace/http/requester";
import { createCredential } from "../../provider/marketplace/identity/credential";
import { createProductIngestion } from "../../provider/marketplace/productIngestion";
import { explain, prepareUrlFor, TOKEN } from "../../provider/marketplace/productIngestion/api";
import type { Service } from "../../provider/marketplace/service";
import {
  DRAFT,
  entry,
  FAILED,
  GUID,
  jobDocument,
  LATER,
  LIVE,
  OTHER_GUID,
  productDocument,
  WAITS,
} from "../support/ingestionPayloads";

const OFFER = { publisherId: "contoso", offerId: "vm" };
const BASE = "/rp/product-ingestion";
const PRODUCT = `GET ${BASE}/product?externalId=vm&$version=2022-03-01-preview3`;
const SCHEMA = "2022-03-01-preview2";
const LIST = `GET ${BASE}/submission/${GUID}?$version=${SCHEMA}`;
const POST = `POST ${BASE}/configure?$version=${SCHEMA}`;
const TREE = (target: string): string =>
  `GET ${BASE}/resource-tree/product/${GUID}?targetType=${target}&$version=2022-03-01-preview5`;
const JOB = `${BASE}/configure/c0ffee00-0000-4000-8000-000000000001/status`;
const SEEN = { version: WAITS };

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe("createProductIngestion", () => {
  let server: Server;
  let origin: string;
  let service: Service;
  /** The server's answers by method, path and query. Anything else gets 404. */
  let replies: Record<string, Reply | Answer>;
  let fallback: Reply | Answer;
  let requests: string[];
  let bodies: string[];

  function serviceFor(schema?: string): Service {
    const requester = createRequester({
      origin,
      transport: createHttp(),
      credential: createCredential({ target: TOKEN, accessToken: "t0ken" }),
      prepareUrl: prepareUrlFor(schema ?? SCHEMA),
      explain,
    });
    return createProductIngestion({ requester, ...(schema === undefined ? {} : { schema }) });
  }

  beforeEach(async () => {
    requests = [];
    bodies = [];
    fallback = { status: 404, body: "nothing here" };
    replies = {
      [PRODUCT]: { body: { value: [productDocument()] } },
      [LIST]: { body: { value: [DRAFT, entry("live", LIVE, 1), entry("preview", WAITS, 2)] } },
    };
    server = createServer((request, response) => {
      const call = `${request.method ?? ""} ${request.url ?? ""}`;
      requests.push(call);
      const reply = replies[call] ?? fallback;
      void text(request).then((body) => {
        bodies.push(body);
        if (typeof reply === "function") reply(request, response);
        else {
          const { status = 200, headers = {}, body: answer = "" } = reply;
          response
            .writeHead(status, headers)
            .end(typeof answer === "string" ? answer : JSON.stringify(answer));
        }
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    service = serviceFor();
  });

  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });

  describe("look", () => {
    it("finds the product once, and is one request from then on", async () => {
      const look = await service.look(OFFER);
      assert.equal(look.status.phase, "readyToLaunch");
      assert.deepEqual([look.preview, look.production], [{ version: WAITS }, { version: LIVE }]);
      assert.equal(look.product?.id, GUID);
      await service.look(OFFER);
      assert.deepEqual(requests, [PRODUCT, LIST, LIST]);
    });

    it("asks for the schemas that the settings name", async () => {
      replies[`GET ${BASE}/submission/${GUID}?$version=2022-07-01`] = { body: { value: [] } };
      assert.equal((await serviceFor("2022-07-01").look(OFFER)).status.phase, "unpublished");
    });

    it("says how long the service asks to wait", async () => {
      replies[LIST] = { headers: { "Retry-After": "90" }, body: { value: [] } };
      assert.equal((await service.look(OFFER)).retryAfterMs, 90_000);
    });

    it("looks the product up again when its list is gone", async () => {
      await service.look(OFFER);
      replies[LIST] = { status: 404 };
      assert.equal((await service.look(OFFER)).status.phase, "unpublished");
      replies[PRODUCT] = { body: { value: [] } };
      await assert.rejects(service.look(OFFER), { code: "OFFER_UNKNOWN" });
    });

    it("looks the product up again after a failure", async () => {
      replies[PRODUCT] = { status: 502 };
      await assert.rejects(service.look(OFFER), { code: "SERVICE_UNAVAILABLE" });
      replies[PRODUCT] = { body: productDocument() };
      assert.equal((await service.look(OFFER)).product?.id, GUID);
    });

    const nextLinks: readonly (readonly [string, (origin: string) => string])[] = [
      ["absolute", (at) => `${at}${BASE}/product?continuationToken=2`],
      ["a path", () => `${BASE}/product?continuationToken=2`],
      ["a query", () => "?continuationToken=2"],
    ];
    for (const [title, next] of nextLinks) {
      it(`follows the next page, ${title}`, async () => {
        const stranger = productDocument({ id: `product/${OTHER_GUID}`, identity: { externalId: "x" } });
        replies[PRODUCT] = { body: { value: [stranger], "@nextLink": next(origin) } };
        replies[`GET ${BASE}/product?continuationToken=2&$version=2022-03-01-preview3`] = {
          body: { value: [productDocument()] },
        };
        assert.equal((await service.look(OFFER)).product?.id, GUID);
      });
    }

    it("follows no page to another host, nor out of the API", async () => {
      const elsewhere = origin.replace("127.0.0.1", "localhost");
      for (const next of [`${elsewhere}${BASE}/product?x=1`, "/v1.0/me", `${BASE}/../../v1.0/me`]) {
        requests = [];
        replies[PRODUCT] = { body: { value: [productDocument()], "@nextLink": next } };
        await assert.rejects(service.look(OFFER), { code: "FOREIGN_URL" }, next);
        assert.deepEqual(requests, [PRODUCT]);
      }
    });

    it("gives up on pages without end", async () => {
      replies[PRODUCT] = { body: { value: [], "@nextLink": "?externalId=vm" } };
      await assert.rejects(service.look(OFFER), { code: "RESPONSE_INVALID", message: /50 pages/ });
      assert.equal(requests.length, 1, "the same page again");
      requests = [];
      let page = 0;
      replies[PRODUCT] = { body: { value: [], "@nextLink": "?continuationToken=1" } };
      fallback = (_request, response) =>
        response.end(JSON.stringify({ value: [], "@nextLink": `?continuationToken=${page++}` }));
      await assert.rejects(service.look(OFFER), { code: "RESPONSE_INVALID", message: /50 pages/ });
      assert.ok(requests.length <= 51);
    });

    const refusals: readonly (readonly [number, string, RegExp])[] = [
      [401, "UNAUTHORIZED", /is not for https:\/\/graph\.microsoft\.com/],
      [403, "FORBIDDEN", /role Manager/],
    ];
    for (const [status, code, message] of refusals) {
      it(`says where to look after ${status}`, async () => {
        replies[PRODUCT] = { status, body: { error: { code: "x", message: "No" } } };
        await assert.rejects(service.look(OFFER), { code, message });
      });
    }

    it("names the setting when the schema was withdrawn", async () => {
      const message = "The schema version is deprecated.";
      replies[LIST] = { status: 400, body: { error: { code: "badRequest", message } } };
      await assert.rejects(service.look(OFFER), { message: /azure-marketplace:ingestionSchema/ });
    });
  });

  describe("goLive", () => {
    it("posts once, the four members and no more, and makes the job's address itself", async () => {
      replies[POST] = { status: 202, headers: { "Retry-After": "60" }, body: jobDocument() };
      assert.deepEqual(await service.goLive(OFFER, SEEN), {
        kind: "accepted",
        operationUrl: `${origin}${JOB}`,
        retryAfterMs: 60_000,
      });
      assert.deepEqual(requests, [PRODUCT, POST]);
      assert.deepEqual(JSON.parse(bodies[1] ?? ""), {
        $schema: `https://schema.mp.microsoft.com/schema/configure/${SCHEMA}`,
        resources: [
          {
            $schema: `https://schema.mp.microsoft.com/schema/submission/${SCHEMA}`,
            id: `submission/${GUID}/${WAITS}`,
            product: `product/${GUID}`,
            target: { targetType: "live" },
          },
        ],
      });
    });

    it("sends nothing without a number to name", async () => {
      for (const nothing of [undefined, {}]) {
        await assert.rejects(service.goLive(OFFER, nothing), { code: "NOTHING_IN_PREVIEW" });
      }
      assert.deepEqual(requests, []);
    });

    it("is in doubt after 502 without a body, and asks once only", async () => {
      replies[POST] = { status: 502 };
      assert.equal((await service.goLive(OFFER, SEEN)).kind, "unknown");
      assert.equal(requests.filter((one) => one === POST).length, 1);
    });
  });

  describe("observe", () => {
    it("reads the job at its own address", async () => {
      replies[`GET ${JOB}?$version=${SCHEMA}`] = { body: jobDocument(), headers: { "Retry-After": "60" } };
      const expected = { status: "running", word: "running", problems: [], retryAfterMs: 60_000 };
      assert.deepEqual(await service.observe(`${origin}${JOB}`), expected);
    });

    it("knows no job that is gone, nor the operation of another API", async () => {
      assert.equal(await service.observe(`${origin}${JOB}`), undefined);
      requests = [];
      assert.equal(
        await service.observe(`${origin}/api/publishers/contoso/offers/vm/operations/1`),
        undefined,
      );
      assert.deepEqual(requests, []);
    });

    it("sends no token to another origin", async () => {
      const elsewhere = origin.replace("127.0.0.1", "localhost");
      await assert.rejects(service.observe(`${elsewhere}${JOB}`), { code: "FOREIGN_URL" });
      assert.deepEqual(requests, []);
    });
  });

  describe("documents", () => {
    const tree = (number: string, terms: string): unknown => ({
      resources: [{ id: `property/${GUID}`, terms }, { id: `submission/${GUID}/${number}` }],
    });

    it("are the two trees", async () => {
      replies[TREE("preview")] = { body: tree(WAITS, "New") };
      replies[TREE("live")] = { body: tree(LIVE, "Old") };
      await service.look(OFFER);
      assert.deepEqual(await service.documents(OFFER), {
        preview: { property: { terms: "New" } },
        production: { property: { terms: "Old" } },
      });
    });

    it("lack production where nothing is live", async () => {
      replies[LIST] = { body: { value: [entry("preview", WAITS, 2), entry("live", LIVE, 1, FAILED)] } };
      replies[TREE("preview")] = { body: tree(WAITS, "New") };
      replies[TREE("live")] = { status: 400, body: { error: { code: "badRequest", message: "Empty" } } };
      await service.look(OFFER);
      assert.deepEqual(await service.documents(OFFER), { preview: { property: { terms: "New" } } });
    });

    it("are unavailable, in words, for an offer whose tree is refused", async () => {
      const message = "Type azureApplication is not supported";
      replies[TREE("preview")] = { status: 400, body: { error: { code: "badRequest", message } } };
      await service.look(OFFER);
      const { unavailable, ...rest } = await service.documents(OFFER);
      assert.match(unavailable ?? "", /HTTP 400: badRequest: Type azureApplication is not supported/);
      assert.deepEqual(rest, {});
    });

    it("are unavailable when preview moved on since the look", async () => {
      replies[TREE("preview")] = { body: tree(LATER, "New") };
      replies[TREE("live")] = { body: tree(LIVE, "Old") };
      await service.look(OFFER);
      assert.match(
        (await service.documents(OFFER)).unavailable ?? "",
        new RegExp(`now contains submission ${LATER}`),
      );
    });
  });
});
