/** The events, line by line, for a person who has to find out why. */
export interface Story {
  add(line: string): void;
  text(): string;
}

/** Repeated stretches of following are folded. */
export function createStory(): Story {
  const lines: string[] = [];
  return {
    add: (line) => void lines.push(line),
    text: () => fold(lines).join("\n"),
  };
}

/** A line that is the same as before, or a whole round that is, is told once with a count. */
function fold(lines: readonly string[]): string[] {
  const told: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const [length, times] = longestRepeat(lines, at);
    told.push(...lines.slice(at, at + length));
    if (times > 1)
      told.push(`  ... ${times - 1} more times the ${length === 1 ? "same" : `same ${length} lines`}`);
    at += length * times;
  }
  return told;
}

function longestRepeat(lines: readonly string[], at: number): readonly [number, number] {
  for (const length of [1, 4, 5]) {
    let times = 1;
    const same = (): boolean =>
      at + (times + 1) * length <= lines.length &&
      lines.slice(at, at + length).every((line, index) => line === lines[at + times * length + index]);
    while (same()) times += 1;
    if (times > 1) return [length, times];
  }
  return [1, 1];
}
