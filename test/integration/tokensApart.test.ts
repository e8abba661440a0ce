import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createServices, type Services } from "../../provider/marketplace/createService";
import type { ApiName } from "../../provider/marketplace/apiName";
import type { IdentityChoice } from "../../provider/marketplace/identity/signInMethod";
import { systemClock } from "../../provider/waiting/clock";
import { makeCertificate } from "../support/certificates";
import { startEntra } from "../support/entra";
import { GUID, productDocument, WAITS } from "../support/ingestionPayloads";

const OFFER = { publisherId: "contoso", offerId: "vm" };
const PRODUCTS = "/rp/product-ingestion/product";

/** A server for an API, which writes down with what it was asked. */
interface Host {
  readonly server: Server;
  readonly origin: string;
  readonly authorizations: Set<string | undefined>;
  answer: RequestListener;
}

async function startHost(): Promise<Host> {
  const authorizations = new Set<string | undefined>();
  const server = createServer((request, response) => {
    authorizations.add(request.headers.authorization);
    host.answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host: Host = {
    server,
    origin,
    authorizations,
    answer: (_request, response) => void response.writeHead(404).end(),
  };
  return host;
}

describe("a token of one API", () => {
  let portal: Host;
  let ingestion: Host;

  beforeEach(async () => {
    [portal, ingestion] = await Promise.all([startHost(), startHost()]);
  });
  afterEach(() => {
    for (const { server } of [portal, ingestion]) {
      server.closeAllConnections();
      server.close();
    }
  });

  function servicesWith(
    access: { accessToken: string; graphAccessToken: string } | { identity: IdentityChoice },
  ): Services {
    return createServices(
      {
        endpoint: new URL(portal.origin),
        graphEndpoint: new URL(ingestion.origin),
        ingestionSchema: "2022-03-01-preview2",
        ...access,
        requestsPerSecond: 1_000,
      },
      { clock: systemClock, log: () => undefined },
    );
  }

  const given = (): Services =>
    servicesWith({ accessToken: "portal-token", graphAccessToken: "ingestion-token" });

  /** Everything that a service may do; how it ends does not matter here. */
  async function exercise(services: Services, api: ApiName): Promise<void> {
    const service = services[api]();
    await Promise.allSettled([service.look(OFFER), service.goLive(OFFER, { version: WAITS })]);
    await service.documents(OFFER).catch(() => undefined);
  }

  function assertApart(): void {
    assert.deepEqual([...portal.authorizations], ["Bearer portal-token"]);
    assert.deepEqual([...ingestion.authorizations], ["Bearer ingestion-token"]);
  }

  it("goes to its own API only", async () => {
    const services = given();
    await exercise(services, "cloudPartner");
    assert.equal(ingestion.authorizations.size, 0);
    await exercise(services, "productIngestion");
    assertApart();
  });

  it("does not follow a redirect to the other", async () => {
    const redirectTo =
      (host: Host): RequestListener =>
      (request, response) =>
        void response.writeHead(307, { location: `${host.origin}${request.url ?? ""}` }).end();
    portal.answer = redirectTo(ingestion);
    ingestion.answer = redirectTo(portal);
    const services = given();
    await exercise(services, "cloudPartner");
    await exercise(services, "productIngestion");
    assertApart();
  });

  it("does not follow a link, a location or a resource address to the other", async () => {
    portal.answer = (_request, response) =>
      void response
        .writeHead(202, {
          location: `${ingestion.origin}/api/operations/1`,
          "operation-location": `${ingestion.origin}/api/operations/1`,
        })
        .end("{}");
    ingestion.answer = (request, response) => {
      const url = request.url ?? "";
      const location = `${portal.origin}/rp/product-ingestion/configure/1/status`;
      const body = url.startsWith(PRODUCTS)
        ? { value: [productDocument()], "@nextLink": `${portal.origin}${PRODUCTS}?continuationToken=2` }
        : { jobId: GUID, resourceUri: location, value: [] };
      response
        .writeHead(request.method === "POST" ? 202 : 200, { location, "operation-location": location })
        .end(JSON.stringify(body));
    };
    const services = given();
    await exercise(services, "cloudPartner");
    const { cloudPartner, productIngestion } = services;
    const elsewhere = [
      `${ingestion.origin}/api/operations/1`,
      `${portal.origin}/rp/product-ingestion/x`,
    ] as const;
    await assert.rejects(cloudPartner().observe(elsewhere[0]), { code: "FOREIGN_URL" });
    await exercise(services, "productIngestion");
    await assert.rejects(productIngestion().observe(elsewhere[1]), { code: "FOREIGN_URL" });
    assertApart();
  });

  it("is asked for each API by itself, when an identity gets it", async () => {
    const authority = makeCertificate("local authority");
    const trusted = getCACertificates("default");
    setDefaultCACertificates([...trusted, authority.certificate]);
    const entra = await startEntra(makeCertificate("127.0.0.1", authority));
    try {
      const services = servicesWith({
        identity: {
          method: "secret",
          tenantId: "the-tenant.example",
          clientId: "11111111-2222-4333-8444-555555555555",
          secret: "the-secret",
          by: "azure-marketplace:clientSecret",
          authority: { authorityHost: entra.url, disableInstanceDiscovery: true },
        },
      });
      await exercise(services, "cloudPartner");
      await exercise(services, "productIngestion");
    } finally {
      setDefaultCACertificates(trusted);
      await entra.close();
    }
    assert.deepEqual(
      entra.tokenRequests.map(({ form }) => form["scope"]?.split(" ")[0]),
      ["https://cloudpartner.azure.com/.default", "https://graph.microsoft.com/.default"],
    );
    assert.deepEqual([...portal.authorizations], ["Bearer token-1"]);
    assert.deepEqual([...ingestion.authorizations], ["Bearer token-2"]);
  });

  it("is made only when its API is asked", () => {
    const services = servicesWith({ accessToken: "portal-token", graphAccessToken: "not a token" });
    assert.equal(services.cloudPartner(), services.cloudPartner());
    assert.throws(() => services.productIngestion(), { code: "SETTING_INVALID" });
  });
});
