import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { runCommand } from "../../scripts/runCommand";
import type { OfferView } from "../../simulator";

const MAIN = join(__dirname, "../../simulator/main.js");
const LOOK = join(__dirname, "../../provider/look/main.js");
const PATH = "/api/publishers/contoso/offers/vm/golive";

describe("simulator: command", () => {
  let child: ChildProcess | undefined;

  afterEach(async () => {
    // False when it has ended already.
    if (child?.kill("SIGKILL") === true) await once(child, "exit");
  });

  function launch(...args: string[]) {
    const started = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    return started;
  }

  async function finish(...args: string[]) {
    const started = launch(...args);
    const [out, err] = await Promise.all([
      text(started.stdout),
      text(started.stderr),
      once(started, "close"),
    ]);
    return { out, err, exitCode: started.exitCode };
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`says where it listens, tells every request, and ends on ${signal}`, async () => {
      const started = launch("--offer", "contoso/vm@7", "--launch-time", "1h", "--location", "absolute");
      const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
      const [, url = ""] =
        /^listening on (http:\/\/127\.0\.0\.1:[0-9]+)$/.exec(String((await lines.next()).value)) ?? [];
      assert.match(
        String((await lines.next()).value),
        /^contoso\/vm: version 7 waits in preview; in Product Ingestion its number is 1152921505700000001$/,
      );
      const answer = await fetch(`${url}${PATH}?api-version=2017-10-31`, {
        method: "POST",
        headers: { Authorization: "Bearer secret" },
      });
      assert.equal(answer.status, 202);
      assert.ok(answer.headers.get("Operation-Location")?.startsWith(`${url}/api/publishers/contoso/`));
      assert.match(
        String((await lines.next()).value),
        new RegExp(`^[0-9T:.-]+Z POST ${PATH} 202 version 7$`),
      );
      started.kill(signal);
      assert.deepEqual(await once(started, "exit"), [0, null]);
    });
  }

  it("publishes after a launch, fails the next one when told to, and takes commands at a port of its own", async () => {
    const args = [
      "--offer",
      "contoso/vm",
      "--launch-time",
      "0s",
      "--publish-time",
      "0s",
      "--publish-after",
      "0s",
    ];
    const started = launch(...args, "--fail-next", "launch", "--control-port", "0");
    const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
    await lines.next();
    const [, url = ""] =
      /^controls on (http:\/\/127\.0\.0\.1:[0-9]+)$/.exec(String((await lines.next()).value)) ?? [];
    const offer = async () => ((await (await fetch(`${url}/offers`)).json()) as OfferView[])[0];
    const goLive = () => fetch(`${url}/offers/contoso/vm/golive`, { method: "POST" });
    await goLive();
    assert.equal((await offer())?.status, "failed");
    await goLive();
    while ((await offer())?.previewVersion !== 2);
    assert.equal((await offer())?.productionVersion, 1);
  });

  it("fails the next publish when told to, as both APIs tell it, and the one after it succeeds", async () => {
    const started = launch(
      ...["--offer", "contoso/app", "--publish-time", "0s"],
      ...["--fail-next", "publish", "--control-port", "0"],
    );
    const lines = createInterface(started.stdout)[Symbol.asyncIterator]();
    const next = async () => String((await lines.next()).value);
    const service = (await next()).replace("listening on ", "");
    const controls = (await next()).replace("controls on ", "");
    const env = {
      ...process.env,
      AZURE_MARKETPLACE_ENDPOINT: service,
      AZURE_MARKETPLACE_GRAPH_ENDPOINT: service,
      AZURE_MARKETPLACE_ACCESS_TOKEN: "any",
      AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: "any",
    };
    const phases = () =>
      Promise.all(
        ["cloudPartner", "productIngestion"].map(async (api) => {
          const args = [LOOK, "look", "contoso/app", "--api", api, "--print", "phase"];
          const { stdout, stderr } = await runCommand(process.execPath, args, { env });
          return stdout.trim() || stderr;
        }),
      );
    const publish = () => fetch(`${controls}/offers/contoso/app/publish`, { method: "POST" });
    await publish();
    assert.deepEqual(await phases(), ["publishFailed", "publishFailed"]);
    await publish();
    assert.deepEqual(await phases(), ["readyToLaunch", "readyToLaunch"]);
  });

  it("refuses bad arguments", async () => {
    const { out, err, exitCode } = await finish("--launch-time", "soon");
    assert.deepEqual([out, exitCode], ["", 2]);
    assert.match(
      err,
      /^azure-marketplace-simulator: --launch-time is "soon": give .*\n.*--help lists the options\.\n$/,
    );
  });

  it("explains itself", async () => {
    const { out, err, exitCode } = await finish("--help");
    assert.match(out, /Usage: azure-marketplace-simulator/);
    assert.match(out, /A first offer, Cloud Partner Portal API:/);
    assert.match(out, /The same offer, Product Ingestion API/);
    assert.deepEqual([err, exitCode], ["", 0]);
  });

  it("says which offers cannot be", async () => {
    const { err, exitCode } = await finish("--offer", "a/b", "--offer", "a/b@2");
    assert.match(err, /Offer a\/b is given twice/);
    assert.equal(exitCode, 2);
  });
});
