/** A line of a terminal, and when it came: milliseconds from the start. */
export interface RecordedLine {
  readonly at: number;
  readonly text: string;
}

const COLUMNS = 108;
const ROWS = 26;
const LINE = 17;
const CHARACTER = 7.83;
const MARGIN = 14;
/** The longest pause in the picture, however long it really took. */
const MAX_PAUSE_MS = 1_000;
/** How long the last lines stay before the picture begins again. */
const REST_MS = 6_000;

/** The terminal as an animated SVG: plain text and two stepped animations, no scripts, no fonts, nothing to load. */
export function recordingSvg(title: string, recorded: readonly RecordedLine[]): string {
  const lines = wrapped(shortened(recorded));
  const total = (lines.at(-1)?.at ?? 0) + REST_MS;
  const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN);
  const height = ROWS * LINE + 2 * MARGIN;
  const steps = stepsOf(lines);
  const moves = (name: string, offset: (shown: number) => number): string =>
    `@keyframes ${name} { ${steps
      .map(({ at, shown }) => `${percent(at, total)} { transform: translateY(${offset(shown)}px); }`)
      .join(" ")} }`;
  const rows = lines.map(
    ({ text }, index) =>
      `<text x="${MARGIN}" y="${MARGIN + index * LINE + 13}"${style(text)}>${escaped(text)}</text>`,
  );
  const seconds = (total / 1000).toFixed(1);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xml:space="preserve" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #d0d7de; }
.heading { fill: #ffffff; font-weight: bold; }
.added { fill: #56d364; }
.changed { fill: #e3b341; }
#lines { animation: scroll ${seconds}s step-end infinite; transform: translateY(${scrolled(lines.length)}px); }
#cover { animation: cover ${seconds}s step-end infinite; transform: translateY(${lines.length * LINE}px); }
${moves("scroll", scrolled)}
${moves("cover", (shown) => shown * LINE)}
@media (prefers-reduced-motion: reduce) { #lines, #cover { animation: none; } }
</style>
<clipPath id="screen"><rect width="${width}" height="${height}" rx="6"/></clipPath>
<g clip-path="url(#screen)">
<rect width="${width}" height="${height}" fill="#0d1117"/>
<g id="lines">
${rows.join("\n")}
<rect id="cover" y="${MARGIN}" width="${width}" height="${lines.length * LINE + height}" fill="#0d1117"/>
</g>
</g>
</svg>
`;
}

function scrolled(shown: number): number {
  return Math.min(0, (ROWS - shown) * LINE);
}

/** Shortens long pauses. */
function shortened(lines: readonly RecordedLine[]): RecordedLine[] {
  let before = 0;
  let now = 0;
  return lines.map(({ at, text }) => {
    now += Math.min(at - before, MAX_PAUSE_MS);
    before = at;
    return { at: now, text };
  });
}

/** Lines as a terminal of this width breaks them. */
function wrapped(lines: readonly RecordedLine[]): RecordedLine[] {
  return lines.flatMap(({ at, text }) =>
    (text.match(new RegExp(`.{1,${COLUMNS}}`, "gu")) ?? [""]).map((part) => ({ at, text: part })),
  );
}

/** How many lines are shown from when on; from 0, each moment once. */
function stepsOf(lines: readonly RecordedLine[]): { at: number; shown: number }[] {
  const steps = new Map([[0, 0]]);
  lines.forEach(({ at }, index) => steps.set(at, index + 1));
  return [...steps].map(([at, shown]) => ({ at, shown }));
}

function percent(at: number, total: number): string {
  return `${((100 * at) / total).toFixed(2)}%`;
}

function style(text: string): string {
  if (text.startsWith("===")) return ' class="heading"';
  if (/^ +\+ /.test(text)) return ' class="added"';
  return /^ +~ /.test(text) ? ' class="changed"' : "";
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/\p{Cc}/gu, "");
}
