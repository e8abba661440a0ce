/** A fenced block of shell commands in a page, as a reader would type them. */
export interface CommandBlock {
  /** The number of its first line in the page, from 1. */
  readonly line: number;
  /** A server, typed into another shell, which goes on running: "```sh background". */
  readonly background: boolean;
  readonly code: string;
}

const FENCE = /^([ \t]*)```(?:sh|bash|console)([^\n]*)\n(.*?)^\1```[ \t]*$/gms;

/** The blocks of a page, in order, without the indentation that they have in a list. */
export function commandBlocks(text: string): CommandBlock[] {
  return [...text.matchAll(FENCE)].map(({ index, 1: indent = "", 2: info = "", 3: code = "" }) => ({
    line: text.slice(0, index).split("\n").length + 1,
    background: info.trim() === "background",
    code: code
      .split("\n")
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
      .join("\n"),
  }));
}

/** `command # fails with CODE` as shell text that fails unless the command does, and says so. */
export function withExpectedFailures(code: string): string {
  return code.replaceAll(
    /^(.+?)\s+# fails with ([A-Z_]+).*$/gm,
    (_line, command: string, failure: string) =>
      `if said=$( { ${command}; } 2>&1 ); then echo "$said"; echo "It did not fail." >&2; exit 1; fi
echo "$said"; grep -q '\\[${failure}\\]' <<< "$said"`,
  );
}
