/** `npm run release:check`: says whether this checkout may be published, and what keeps it back. Publishes nothing. */
import { join } from "node:path";
import { gather } from "./release/facts";
import { RULES } from "./release/rules";

async function main(): Promise<void> {
  const facts = await gather(join(__dirname, "..", ".."));
  let found = 0;
  for (const [name, rule] of Object.entries(RULES)) {
    const problems = rule(facts);
    found += problems.length;
    process.stdout.write(`${problems.length === 0 ? "ok     " : "refused"} ${name}\n`);
    for (const problem of problems) process.stdout.write(`        ${problem}\n`);
  }
  const { name, version } = facts.manifest;
  process.stdout.write(
    found === 0
      ? `\n${name} ${version} may be published: push the tag v${version}.\n`
      : `\n${name} ${version} must not be published yet.\n`,
  );
  process.exitCode = found === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
