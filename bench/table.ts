/** Text is aligned left. Numbers, as text, are aligned right. */
export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Columns by their titles, such as `[...left("strategy"), ...right("runs", "requests")]`. */
export function left(...titles: readonly string[]): Column[] {
  return titles.map((title) => ({ title, align: "left" }));
}

export function right(...titles: readonly string[]): Column[] {
  return titles.map((title) => ({ title, align: "right" }));
}

/** A table in plain text, as wide as needed, with two spaces between columns and a line under the titles. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? "";
        const width = widths[index] ?? 0;
        return align === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((width) => "-".repeat(width))),
    ...rows.map(line),
  ].join("\n");
}

/** Milliseconds as a person would say them: `0.4 s`, `24 s`, `142 s`, `3.9 h`. */
export function delayText(ms: number | null): string {
  if (ms === null) return "never";
  const seconds = ms / 1_000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  return seconds < 3_600 ? `${Math.round(seconds)} s` : `${(seconds / 3_600).toFixed(1)} h`;
}

/** A count: whole, or with one decimal while it is small. */
export function countText(count: number): string {
  return count < 100 && !Number.isInteger(count) ? count.toFixed(1) : String(Math.round(count));
}
