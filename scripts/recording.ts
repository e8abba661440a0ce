/** `npm run recording`: runs `npm start` for real and writes what it printed as docs/images/npm-start.svg. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { recordingSvg, type RecordedLine } from "./recordingSvg";

const PICTURE = join(__dirname, "../../docs/images/npm-start.svg");
const TITLE = "npm start in a terminal: a preview, a launch followed to its end, and the next version";
/** The engine's output that only shows that it is alive. */
const NOISE = /^@ (?:previewing update|updating)\.+$/;

async function record(): Promise<readonly RecordedLine[]> {
  const started = Date.now();
  const child = spawn(process.execPath, [join(__dirname, "demo.js")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const lines: RecordedLine[] = [{ at: 0, text: "$ npm start" }];
  for await (const text of createInterface({ input: child.stdout })) {
    process.stdout.write(`${text}\n`);
    if (!NOISE.test(text)) lines.push({ at: Date.now() - started, text });
  }
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`npm start ended with ${String(code)}; no picture was written.`);
  return lines;
}

record()
  .then((lines) => writeFile(PICTURE, recordingSvg(TITLE, lines)))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
