import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runInPlace } from "./inPlace";

// `npm run test:soak -- N SEED`: the search for a schedule of faults that breaks a promise, over N schedules, then
// every moment at which a run on the real engine is killed, the load through each door and API, and the example in Go.

const root = join(__dirname, "..", "..");
const mocha = join(
  dirname(createRequire(join(root, "package.json")).resolve("mocha/package.json")),
  "bin/mocha.js",
);

const KILLED_AND_LOADED = ["interruption", "productIngestion", "load", "security"] as const;

async function main(): Promise<void> {
  const env = { ...process.env, OFFER_GO_LIVE_SOAK: "1" };
  for (const args of [
    ["dist/test/model/soak.js", ...process.argv.slice(2)],
    [mocha, ...KILLED_AND_LOADED.map((name) => `dist/test/e2e/${name}.test.js`), "dist/test/ways/go.js"],
  ]) {
    process.exitCode = await runInPlace(process.execPath, args, { cwd: root, env });
    if (process.exitCode !== 0) return;
  }
}

void main();
