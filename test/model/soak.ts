import { API_NAMES } from "../../provider/marketplace/apiName";
import { search } from "./search";

/** So many schedules for each API. */
async function soak([
  count = "20000",
  seed = String(Date.now() % 2 ** 31),
]: readonly string[]): Promise<void> {
  for (const api of API_NAMES) {
    const { text } = await search(Number(count), Number(seed), api);
    process.stdout.write(`${text}\n`);
  }
}

soak(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
