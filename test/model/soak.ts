import { API_NAMES } from "../../provider/marketplace/apiName";
import { CORE } from "../support/door";
import { PLUGIN } from "../support/pluginDoor";
import { search } from "./search";

/** So many schedules for each API, through each door. */
async function soak([
  count = "20000",
  seed = String(Date.now() % 2 ** 31),
]: readonly string[]): Promise<void> {
  for (const api of API_NAMES) {
    for (const door of [CORE, PLUGIN]) {
      const { text } = await search(Number(count), Number(seed), api, door);
      process.stdout.write(`${text}\n`);
    }
  }
}

soak(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
