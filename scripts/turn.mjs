// One process at a time installs or compiles in this project; two at once would remove each other's files.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Holds a file for each process that wants its turn, or has it: the file's name is the process's id. */
const folder = join(dirname(fileURLToPath(import.meta.url)), "..", ".turn");
const own = String(process.pid);

/**
 * Waits until no other process has its turn, and returns the result of `work`. Each process first writes its own file
 * and looks for others' afterwards. If two begin at the same moment, at least one sees the other and steps back. The
 * file of a process that was killed means nothing, so nothing has to be taken over.
 */
export async function inTurn(work) {
  for (let told; ;) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, own), "");
    const other = readdirSync(folder).find((name) => name !== own && isAlive(name));
    if (other === undefined) break;
    stepBack();
    if (told !== other)
      process.stderr.write(
        `Waiting for process ${other}, which installs or compiles here (or else remove ${join(folder, other)}) ...\n`,
      );
    told = other;
    await setTimeout(50 + 100 * Math.random());
  }
  try {
    return await work();
  } finally {
    stepBack();
  }
}

function stepBack() {
  rmSync(join(folder, own), { force: true });
}

function isAlive(name) {
  try {
    process.kill(Number(name), 0);
    return true;
  } catch (error) {
    if (error.code !== "ESRCH") return true;
    rmSync(join(folder, name), { force: true });
    return false;
  }
}
