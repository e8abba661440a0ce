import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo, type Server as TcpServer } from "node:net";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createService, type SimulatedService } from "../../simulator";
import { makeCertificate } from "../support/certificates";

const NAME = "contoso/vm";

/** A process of its own, since Node reads NODE_EXTRA_CA_CERTS when it starts. */
const CHILD = `
  const { create } = require(process.argv[1]);
  create({ publisherId: "contoso", offerId: "vm", offerVersion: "2", timeout: process.argv[2], launches: true }).then(
    ({ outs }) => { console.log(outs.status); process.exit(0); },
    (error) => { console.log(error.message); process.exit(1); },
  );
`;

async function launchInChild(env: NodeJS.ProcessEnv, timeout: string): Promise<string> {
  const runtime = join(__dirname, "../../provider/dynamic/runtime.js");
  const child = spawn(process.execPath, ["-e", CHILD, "--", runtime, timeout], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (data: Buffer) => (said += data.toString()));
  await once(child, "close");
  return said.trim();
}

function urlOf(server: TcpServer, scheme: string): string {
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a network of one's own", function () {
  this.timeout(40_000);
  let folder: string;
  let target: Server;
  let proxy: Server;
  let service: SimulatedService;
  let authority: string;
  /** The requests to the proxy, and the bytes that went through it. */
  let asked: string[];
  let carried: Buffer[];
  /** Connections to the service, through the proxy or past it. */
  let connections = 0;
  const open: Duplex[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "azure-marketplace-proxy-"));
    const own = makeCertificate("local authority");
    authority = join(folder, "authority.pem");
    writeFileSync(authority, own.certificate);
    const { key, certificate } = makeCertificate("127.0.0.1", own);
    service = createService({
      now: Date.now,
      baseUrl: () => urlOf(target, "https"),
      offers: [`${NAME}@2`],
      launchTime: 0,
    });
    target = createHttpsServer({ key, cert: certificate }, (request, response) => {
      const { method = "", url = "", headers } = request;
      const reply = service.handle({ method, url, headers: { authorization: headers.authorization } });
      assert.ok(reply.kind === "response");
      response.writeHead(reply.response.status, reply.response.headers).end(reply.response.body);
    }).listen(0, "127.0.0.1");
    target.on("connection", () => (connections += 1));
    proxy = createHttpServer().listen(0, "127.0.0.1");
    proxy.on("connect", (request, client, head) => {
      asked.push(request.url ?? "");
      const { hostname, port } = new URL(`http://${request.url ?? ""}`);
      const upstream = connect(Number(port), hostname, () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.write(head);
        client.on("data", (data: Buffer) => carried.push(data));
        client.pipe(upstream).pipe(client);
      });
      for (const socket of [client, upstream]) {
        socket.on("error", () => undefined);
        open.push(socket);
      }
    });
    await Promise.all([once(target, "listening"), once(proxy, "listening")]);
  });

  beforeEach(() => {
    asked = [];
    carried = [];
    connections = 0;
  });

  after(() => {
    for (const socket of open) socket.destroy();
    for (const server of [target, proxy]) {
      server.closeAllConnections();
      server.close();
    }
    rmSync(folder, { recursive: true });
  });

  const environment = (): NodeJS.ProcessEnv => ({
    PATH: process.env["PATH"],
    AZURE_MARKETPLACE_ENDPOINT: urlOf(target, "https"),
    AZURE_MARKETPLACE_ACCESS_TOKEN: "the-token",
    HTTPS_PROXY: urlOf(proxy, "http"),
  });

  it("without its certificate authority gets no request, and the error says how to name it", async () => {
    const said = await launchInChild(environment(), "1s");
    assert.match(said, /NODE_EXTRA_CA_CERTS.*\[NETWORK\]/);
    assert.deepEqual(service.requests, []);
  });

  it("is reached through HTTPS_PROXY and NODE_EXTRA_CA_CERTS, and the proxy reads nothing", async function () {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    // Node itself does the proxying, since 22.21 and 24.5.
    if (major < 22 || (major === 22 && minor < 21) || major === 23 || (major === 24 && minor < 5))
      this.skip();
    assert.equal(
      await launchInChild({ ...environment(), NODE_EXTRA_CA_CERTS: authority }, "9s"),
      "succeeded",
    );
    assert.equal(service.offer(NAME).productionVersion, 2);
    assert.deepEqual([...new Set(asked)], [new URL(urlOf(target, "https")).host]);
    assert.equal(connections, asked.length);
    const seen = Buffer.concat(carried).toString("latin1");
    assert.ok(seen.length > 1_000);
    assert.doesNotMatch(seen, /the-token|golive/);
  });
});
