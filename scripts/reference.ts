import { COMPUTED_INPUTS, INPUTS, type InputRow } from "../provider/resource/inputTable";
import { OUTPUTS } from "../provider/resource/outputTable";

/** A table of docs/reference.md: the heading that it stands under, and its cells. */
export interface ReferenceTable {
  readonly heading: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function defaultOf({ name, fallback }: InputRow): string {
  if (fallback === undefined) return "required";
  return name === "timeout"
    ? `\`customTimeouts.create\`, else \`${String(fallback)}\``
    : `\`${String(fallback)}\``;
}

/** The tables of docs/reference.md, from the tables that the code uses. */
export function referenceTables(): readonly ReferenceTable[] {
  const inputs: readonly InputRow[] = INPUTS;
  return [
    {
      heading: "Inputs",
      head: ["input", "type", "default", "meaning"],
      rows: inputs.map((row) => [`\`${row.name}\``, row.type, defaultOf(row), row.meaning]),
    },
    {
      heading: "Computed inputs",
      head: ["input", "type", "meaning"],
      rows: COMPUTED_INPUTS.map(({ name, type, meaning }) => [`\`${name}\``, type, meaning]),
    },
    {
      heading: "Outputs",
      head: ["output", "type", "meaning"],
      rows: OUTPUTS.map(({ name, type, meaning, optional }) => [
        `\`${name}\``,
        optional ? `${type}, or absent` : type,
        meaning,
      ]),
    },
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Run as a program: prints the tables as Markdown, to be pasted into the page. */
if (require.main === module) {
  for (const { heading, head, rows } of referenceTables()) {
    const lines = [head, head.map(() => "---"), ...rows].map(line);
    process.stdout.write(`## ${heading}\n\n${lines.join("\n")}\n\n`);
  }
}
