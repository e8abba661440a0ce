import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "../../provider";
import { startSimulator } from "../../simulator";
import { root } from "../support/root";

/** The text is in every state ever written: it changes only on purpose, with a reason in docs/decisions. */
const PINNED = "760f088dbb4bdc20b8ece0d0d98322a0dec4f88622fa2ec9c8f1d8f9cc146194";
const LIMIT_BYTES = 2_304;

interface Registered {
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

async function register(make: () => unknown): Promise<Registered> {
  let registered: Registered | undefined;
  await pulumi.runtime.setMocks({
    newResource: ({ type, inputs }) => {
      registered = { type, inputs: inputs as Record<string, unknown> };
      return { id: "id", state: {} };
    },
    call: () => ({}),
  });
  await pulumi.runtime.runInPulumiStack(() => Promise.resolve(void make()));
  await pulumi.runtime.disconnect();
  assert.ok(registered !== undefined);
  return registered;
}

const ARGS = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };

/** Does as the SDK's provider process does: evaluates the text, configures it, and calls its methods. */
const CHILD = `
  const [text, endpoint] = process.argv.slice(1);
  const provider = require("require-from-string")(text).handler();
  const config = { "azure-marketplace:endpoint": endpoint };
  void provider.configure({ config: { get: (key) => config[key] } });
  const calls = async () => {
    const news = { publisherId: "contoso", offerId: "vm", offerVersion: 2, __provider: text };
    const { inputs, failures } = await provider.check({}, news);
    const wrong = await provider.check({}, { ...news, offerVersion: 0 });
    const { id, outs } = await provider.create(inputs);
    const same = await provider.diff(id, outs, inputs);
    const read = await provider.read(id, outs);
    const bumped = await provider.check(inputs, { ...news, offerVersion: 3 });
    const other = await provider.diff(id, outs, bumped.inputs);
    const refused = await provider.update(id, outs, bumped.inputs).catch((error) => error.message);
    await provider.delete(id, outs);
    console.log(JSON.stringify({ failures, wrong: wrong.failures, id, status: outs.status, same, read: read.props.liveVersion, other, refused }));
  };
  calls().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
`;

function runChild(
  cwd: string,
  ...args: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, AZURE_MARKETPLACE_ACCESS_TOKEN: "token" };
    const child = spawn(process.execPath, ["-e", CHILD, "--", ...args], { cwd, env });
    let out = "";
    let err = "";
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

describe("the serialised provider", () => {
  let registered: Registered;
  before(async () => {
    registered = await register(() => new OfferGoLive("offer", ARGS));
  });

  it("has the type that policies and state know", () => {
    assert.equal(registered.type, "pulumi-nodejs:dynamic/marketplace:OfferGoLive");
    assert.equal(OfferGoLive.__pulumiType, registered.type);
  });

  it("is the text that is pinned, and small", () => {
    const text = registered.inputs["__provider"];
    assert.ok(typeof text === "string");
    assert.ok(Buffer.byteLength(text) < LIMIT_BYTES, `${Buffer.byteLength(text)} bytes`);
    assert.equal(createHash("sha256").update(text).digest("hex"), PINNED);
  });

  it("is the same whatever is declared, and carries none of it", async () => {
    const other = await register(
      () => new OfferGoLive("other", { ...ARGS, offerId: "other", timeout: "7d" }),
    );
    assert.equal(other.inputs["__provider"], registered.inputs["__provider"]);
  });

  it("takes customTimeouts.create for the timeout, unless there is one", async () => {
    const options = { customTimeouts: { create: "2h" } };
    const byOption = await register(() => new OfferGoLive("offer", ARGS, options));
    assert.equal(byOption.inputs["timeout"], "2h");
    const byInput = await register(() => new OfferGoLive("offer", { ...ARGS, timeout: "3h" }, options));
    assert.equal(byInput.inputs["timeout"], "3h");
  });

  it("works in another process, from another folder", async function () {
    this.timeout(30_000);
    const folder = await mkdtemp(join(tmpdir(), "shell-"));
    const simulator = await startSimulator({ offers: ["contoso/vm@2"], launchTime: 10 });
    try {
      await symlink(join(root, "node_modules"), join(folder, "node_modules"));
      const { code, out, err } = await runChild(
        folder,
        String(registered.inputs["__provider"]),
        simulator.url,
      );
      assert.equal(code, 0, err);
      const { refused, wrong, ...rest } = JSON.parse(out) as Record<string, unknown> & {
        wrong: Record<string, unknown>[];
      };
      assert.deepEqual(wrong.map(Object.keys), [["property", "reason"]]);
      assert.match(
        String(wrong[0]?.["reason"]),
        /^offerVersion must be .*, got 0\. .* shows it \[INPUT_INVALID\]$/,
      );
      assert.deepEqual(rest, {
        failures: [],
        id: "contoso/vm",
        status: "succeeded",
        same: { changes: false },
        read: "2",
        other: { changes: true },
      });
      assert.match(
        String(refused),
        /preview contains version 2, but offerVersion is 3.*\[PREVIEW_OTHER_VERSION\]/,
      );
      assert.equal(simulator.requests.filter((one) => one.action === "golive").length, 1);
    } finally {
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
