/**
 * `npm run bench`: compares how launches are waited for with other ways that a user might choose, as a table, as JSON
 * and as a picture. `--check` exits with 1 when a promised figure is not reached, and writes nothing.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { candidateTable } from "./candidates";
import { crowdFigures, formFigures, holdingFigures, paceFigures, rivalFigures, waitFigures } from "./figures";
import { measureHolding } from "./holding";
import { runMany } from "./many";
import { runForms } from "./outcomes";
import { compare } from "./compare";
import { comparePreviews } from "./previews";
import { figureTable, formTable, picture, rivalTable, toJson, type Results } from "./report";
import { OURS } from "./rivals";

const FOLDER = join(__dirname, "../../docs/benchmarks");
const SEED = 2026;

const HELP = `Usage: npm run bench -- [options]

  --check       end with 1 when a promised figure is not reached; write no files
  --engine      also time previews of 1,000 unchanged resources on the real engine, through each door
  --candidates  print the table of decision 4, and do nothing else
  --seed N      other launches than those of the files in docs/benchmarks (then not written)
  --help
`;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function run(seed: number): Promise<Results> {
  const comparison = await compare(seed);
  const forms = await runForms(seed);
  say(`${rivalTable(comparison.rows, forms)}\n`);
  say(`${formTable(forms)}\n`);
  const crowd = await runMany(seed);
  const holding = await measureHolding();
  const single = comparison.rows.find((row) => row.strategy === OURS && row.duration === "3 h 02");
  if (single === undefined) throw new Error("No row to compare many launches with");
  const figures = [
    ...rivalFigures(comparison.rows),
    ...waitFigures(comparison),
    ...paceFigures(comparison.rows, comparison.paces),
    ...formFigures(forms),
    ...crowdFigures(crowd, single),
    ...holdingFigures(holding),
  ];
  return { seed, ...comparison, forms, crowd, holding, figures };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      engine: { type: "boolean", default: false },
      candidates: { type: "boolean", default: false },
      seed: { type: "string", default: String(SEED) },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (!/^\d{1,9}$/.test(values.seed)) throw new Error(`--seed is ${values.seed}: give a whole number`);
  if (values.candidates) {
    say(candidateTable(Number(values.seed)));
    return;
  }
  const started = performance.now();
  const results = await run(Number(values.seed));
  say(`${figureTable(results.figures)}\n`);
  if (values.engine) say(`${await comparePreviews()}\n`);
  if (!values.check && Number(values.seed) === SEED) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(join(FOLDER, "waiting.json"), toJson(results));
    await writeFile(join(FOLDER, "waiting.svg"), picture(results.rows));
    say("Written to docs/benchmarks/: waiting.json, waiting.svg");
  }
  say(`Took ${Math.round((performance.now() - started) / 1_000)} s`);
  const missed = results.figures.filter(({ checked, reached }) => checked && !reached);
  if (missed.length > 0) {
    say(`Not reached: ${missed.map(({ name, measured }) => `${name} (${measured})`).join("; ")}`);
    if (values.check) process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
