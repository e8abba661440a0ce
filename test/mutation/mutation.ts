/** One change of a line or two, and the test that has to fail with it. */
export interface Mutant {
  /** As a path from the project's folder. */
  readonly file: string;
  /** Occurs once in the file. */
  readonly search: string;
  readonly replacement: string;
  /** Below test/, without `.test.ts`. */
  readonly test: string;
  /** Why no test can notice. */
  readonly harmless?: string;
}

type Line = readonly [search: string, replacement: string, harmless?: string];

/** Mutants of one file below provider/, which one test file notices. */
export function of(file: string, test: string, lines: readonly Line[]): readonly Mutant[] {
  return lines.map(([search, replacement, harmless]) => ({
    file: `provider/${file}.ts`,
    search,
    replacement,
    test,
    ...(harmless === undefined ? {} : { harmless }),
  }));
}
