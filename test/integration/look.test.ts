import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getOffer, isMarketplaceError } from "../../provider";
import { startReplay, startSimulator, type RecordedTranscript, type Simulator } from "../../simulator";
import { runCommand, type CommandResult } from "../support/command";

const TOKEN = "marker-token-0123456789";

function command(url: string, ...args: string[]): Promise<CommandResult> {
  return runCommand(args, { AZURE_MARKETPLACE_ENDPOINT: url, AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN });
}

describe("look, from the shell", () => {
  let simulator: Simulator;
  let folder: string;
  before(async () => {
    simulator = await startSimulator({
      offers: [{ publisherId: "contoso", offerId: "vm", production: 1, preview: 2 }],
    });
    folder = await mkdtemp(join(tmpdir(), "look-"));
  });
  after(async () => {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("shows slots, readiness, operations and the decision, and sends reads only", async () => {
    const { code, out, err } = await command(simulator.url, "look", "contoso/vm");
    assert.equal(code, 0, err);
    assert.match(
      out,
      /^contoso\/vm\nlive now +1\nin preview +2\nphase +readyToLaunch \(status "running", step "[^"]+"\)\noperations\n/,
    );
    assert.match(
      out,
      /pulumi up would launch version 2, which is ready \(in a stack that has not launched it before\)\n$/,
    );
    assert.ok(simulator.requests.every((one) => one.method === "GET"));
  });

  it("decides about the version that is asked for", async () => {
    const { out } = await command(simulator.url, "look", "contoso/vm", "--version", "7");
    assert.match(
      out,
      /would refuse version 7: preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/,
    );
  });

  it("prints JSON for programs", async () => {
    const { out } = await command(simulator.url, "look", "contoso/vm", "--json");
    const facts = JSON.parse(out) as Record<string, unknown>;
    assert.equal(facts["previewVersion"], "2");
    assert.deepEqual(facts["decision"], { kind: "launch" });
  });

  it("prints one value and nothing else", async () => {
    const { code, out, err } = await command(
      simulator.url,
      "look",
      "contoso/vm",
      "--print",
      "previewVersion",
    );
    assert.deepEqual({ code, out, err }, { code: 0, out: "2\n", err: "" });
  });

  it("saves a transcript without the token, which the simulator replays to the same words", async () => {
    const file = join(folder, "transcript.json");
    const { out, err } = await command(simulator.url, "look", "contoso/vm", "--transcript", file);
    assert.equal(err, `Wrote 4 requests with their responses to ${file}. Read it before you share it.\n`);
    const saved = await readFile(file, "utf8");
    assert.ok(!saved.includes(TOKEN));
    const transcript = JSON.parse(saved) as RecordedTranscript;
    assert.equal(transcript.exchanges.length, 4);
    const replayed = await startReplay(transcript);
    try {
      assert.equal((await command(replayed.url, "look", "contoso/vm")).out, out);
      const missing = await command(replayed.url, "look", "contoso/other");
      assert.match(missing.err, /\[OFFER_UNKNOWN\]/);
    } finally {
      await replayed.close();
    }
  });

  it("saves what it saw of a look that failed, too", async () => {
    const file = join(folder, "failed.json");
    const { code, err } = await command(simulator.url, "look", "contoso/none", "--transcript", file);
    assert.equal(code, 1);
    assert.match(err, /\[OFFER_UNKNOWN\]/);
    const transcript = JSON.parse(await readFile(file, "utf8")) as RecordedTranscript;
    assert.ok(transcript.exchanges.some((one) => "status" in one && one.status === 404));
  });

  it("tells of a transcript that cannot be written beside what failed", async () => {
    const { code, err } = await command(simulator.url, "look", "contoso/none", "--transcript", folder);
    assert.equal(code, 1);
    assert.match(err, /EISDIR[^]*\[OFFER_UNKNOWN\]/);
  });

  it("says what is wrong with its arguments, and ends with 2", async () => {
    const wrong: readonly (readonly [string[], RegExp])[] = [
      [["launch", "contoso/vm"], /the command is "look/],
      [["look", "contoso"], /PUBLISHER\/OFFER.*offerId is required[^[]*\[INPUT_INVALID\]\s*$/],
      [["look", "a/b/c"], /PUBLISHER\/OFFER/],
      [["look", "contoso/v m"], /offerId must be/],
      [["look", "contoso/vm", "--version", "x"], /--version must be a whole number/],
      [["look", "contoso/vm", "--nope"], /--nope/],
      [["look", "contoso/vm", "--stack", ""], /--stack must be the name of a stack/],
      [["look", "contoso/vm", "--api", "portal"], /--api must be one of cloudPartner, productIngestion/],
      [["look", "contoso/vm", "--print", "steps"], /--print must be one of previewVersion, /],
    ];
    for (const [args, pattern] of wrong) {
      const { code, err } = await command(simulator.url, ...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(err, pattern);
    }
    assert.match(
      (await command(simulator.url, "look", "--help")).out,
      /^Usage: pulumi-azure-marketplace look/,
    );
    assert.match(
      (await command(simulator.url, "--help")).out,
      /COMMAND PUBLISHER\/OFFER[^]*look [^]*follow /,
    );
  }).timeout(20_000);
});

describe("look, at an offer of the Product Ingestion API", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({
      offers: [
        { publisherId: "contoso", offerId: "app", production: 1, preview: 2, apis: ["productIngestion"] },
        { publisherId: "contoso", offerId: "old", preview: 2, apis: ["cloudPartner"] },
      ],
    });
  });
  after(() => simulator.close());

  function look(...args: string[]): Promise<CommandResult> {
    return runCommand(["look", ...args], {
      AZURE_MARKETPLACE_ENDPOINT: simulator.url,
      AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN,
      AZURE_MARKETPLACE_GRAPH_ENDPOINT: simulator.url,
      AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: TOKEN,
    });
  }

  it("shows the product, the numbers, and what up would do", async () => {
    const { code, out, err } = await look("contoso/app", "--api", "productIngestion");
    assert.equal(code, 0, err);
    const {
      productId,
      previewSubmission: number,
      productionSubmission: live,
    } = simulator.offer("contoso/app");
    const lines = [
      "contoso/app",
      `product     ${productId} ("app", azureVirtualMachine)`,
      `at          https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${productId}/overview`,
      "publisher   not checked: this API shows none, so the product above tells whose offer it is",
      `live now    ${String(live)}`,
      `in preview  ${String(number)}`,
    ];
    assert.ok(out.startsWith(`${lines.join("\n")}\n`), out);
    assert.match(out, new RegExp(`would launch version ${String(number)}, which is ready`));
    assert.ok(simulator.requests.every((one) => one.method === "GET"));
  });

  it("prints the number that waits and nothing else, for the stack's config", async () => {
    const { code, out, err } = await look(
      ...["contoso/app", "--api", "productIngestion", "--print", "previewVersion"],
    );
    const number = String(simulator.offer("contoso/app").previewSubmission);
    assert.deepEqual({ code, out, err }, { code: 0, out: `${number}\n`, err: "" });
  });

  it("names the other API where the offer is unknown, either way", async () => {
    assert.match((await look("contoso/app")).err, /[Ss]et api to "productIngestion".*\[OFFER_UNKNOWN\]/);
    const other = await look("contoso/old", "--api", "productIngestion");
    assert.match(other.err, /set api to "cloudPartner".*\[OFFER_UNKNOWN\]/);
  });

  it("refuses an id that no product has", async () => {
    const { code, err } = await look("contoso/My.App", "--api", "productIngestion");
    assert.equal(code, 2);
    assert.match(err, /lower-case letters/);
  });
});

describe("getOffer, from a program", () => {
  it("gives the same facts", async () => {
    const simulator = await startSimulator({ offers: ["contoso/vm@2", "contoso/app@1"] });
    const before = { ...process.env };
    Object.assign(process.env, {
      AZURE_MARKETPLACE_ENDPOINT: simulator.url,
      AZURE_MARKETPLACE_ACCESS_TOKEN: TOKEN,
      AZURE_MARKETPLACE_GRAPH_ENDPOINT: simulator.url,
      AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: TOKEN,
    });
    try {
      const newer = await getOffer({ api: "productIngestion", publisherId: "contoso", offerId: "app" });
      const { productId, previewSubmission } = simulator.offer("contoso/app");
      assert.deepEqual([newer.product?.id, newer.previewVersion], [productId, previewSubmission]);
      const facts = await getOffer({ publisherId: "contoso", offerId: "vm" });
      assert.equal(facts.previewVersion, "2");
      assert.equal(facts.phase, "readyToLaunch");
      const failed = (code: string) => (error: unknown) => isMarketplaceError(error) && error.code === code;
      await assert.rejects(getOffer({ publisherId: "contoso", offerId: "none" }), failed("OFFER_UNKNOWN"));
      await assert.rejects(getOffer({ publisherId: "contoso", offerId: "../x" }), failed("INPUT_INVALID"));
    } finally {
      process.env = before;
      await simulator.close();
    }
  });
});
