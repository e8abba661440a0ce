import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// `npm run test:soak -- N SEED`: the search for a schedule of faults that breaks a promise, over N schedules, then
// every moment at which a run on the real engine is killed.

const root = join(__dirname, "..", "..");
const mocha = join(
  dirname(createRequire(join(root, "package.json")).resolve("mocha/package.json")),
  "bin/mocha.js",
);

function run(args: readonly string[]): void {
  const env = { ...process.env, OFFER_GO_LIVE_SOAK: "1" };
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

run(["dist/test/model/soak.js", ...process.argv.slice(2)]);
run([mocha, "dist/test/e2e/interruption.test.js"]);
