import { FOLLOW, nextDelayMs, type Backoff } from "../provider/waiting/backoff";
import { DURATIONS, RUNS } from "./rivals";
import { aroundMs } from "./site";
import { largest, mean, seededRandom } from "./statistics";
import { delayText } from "./table";

const every = (seconds: number): Backoff => growing(0, seconds, seconds);

function growing(percent: number, fromSeconds: number, toSeconds: number): Backoff {
  return { share: percent / 100, floorMs: fromSeconds * 1_000, ceilingMs: toSeconds * 1_000 };
}

/** The candidates that were compared when the delays were chosen. */
const CANDIDATES: readonly Backoff[] = [
  every(2),
  every(10),
  every(30),
  every(300),
  growing(2, 5, 60),
  growing(5, 5, 300),
  FOLLOW,
  growing(10, 10, 600),
];

/** The number of looks until one end is seen, beginning with one at once, and how late the last of them saw it. */
function look(backoff: Backoff, durationMs: number, random: () => number): { looks: number; lateMs: number } {
  let waitedMs = 0;
  let looks = 1;
  for (; waitedMs < durationMs; looks++) waitedMs += nextDelayMs({ backoff, waitedMs, chance: random() });
  return { looks, lateMs: waitedMs - durationMs };
}

function cell(backoff: Backoff, ms: number, seed: number): string {
  const ends = seededRandom(seed);
  const random = seededRandom(seed + 1);
  const seen = Array.from({ length: RUNS }, () => look(backoff, aroundMs(ms, ends()), random));
  const late = seen.map(({ lateMs }) => lateMs);
  const looks = Math.round(mean(seen.map((one) => one.looks)));
  return `${looks} / ${delayText(mean(late))}, ${delayText(largest(late))}`;
}

function nameOf(backoff: Backoff): string {
  const { share, floorMs, ceilingMs } = backoff;
  if (share === 0) return `${floorMs / 1_000} s`;
  const name = `${share * 100} %, ${floorMs / 1_000} s to ${ceilingMs / 1_000} s`;
  return backoff === FOLLOW ? `**${name} (ours)**` : name;
}

/** The table of decision 4, in Markdown: looks, and the mean and the longest time until the end is seen. */
export function candidateTable(seed: number, candidates = CANDIDATES): string {
  const rows = [
    ["delay", ...DURATIONS.map(({ name }) => name)],
    ["---", ...DURATIONS.map(() => "---")],
    ...candidates.map((one) => [nameOf(one), ...DURATIONS.map(({ ms }) => cell(one, ms, seed))]),
  ];
  return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
