import { search } from "./search";

const [count = "20000", seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
search(Number(count), Number(seed)).then(
  (summary) => void process.stdout.write(`${summary.text}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
