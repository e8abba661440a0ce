/** One point of a curve: both values above zero. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
  /** Drawn bolder, with labels on its points. */
  readonly main?: boolean;
}

export interface Axis {
  readonly title: string;
  /** Powers of ten. */
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

const WIDTH = 860;
const HEIGHT = 560;
const BOX = { left: 90, right: 640, top: 60, bottom: 490 };
/** Distinct for colour-blind people, and distinguished by their marks, too. */
const COLOURS = ["#0b5cad", "#b3261e", "#8a6d00", "#2e7d32", "#7b1fa2", "#5d4037", "#455a64", "#00838f"];
const MARKS = ["circle", "square", "diamond", "triangle", "cross", "ring", "bar"] as const;

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Where a value lies on a logarithmic axis that is drawn from `start` to `end`. */
export function logPosition(
  value: number,
  { from, to }: Pick<Axis, "from" | "to">,
  start: number,
  end: number,
): number {
  const share = (Math.log10(value) - Math.log10(from)) / (Math.log10(to) - Math.log10(from));
  return start + share * (end - start);
}

function text(x: number, y: number, words: string, rest = ""): string {
  return `<text x="${n(x)}" y="${n(y)}"${rest}>${escape(words)}</text>`;
}

function mark(kind: (typeof MARKS)[number] | undefined, x: number, y: number, colour: string): string {
  const fill = `fill="${colour}"`;
  const line = `stroke="${colour}" stroke-width="2.5" fill="none"`;
  const path = (d: string, style: string): string => `<path d="${d}" ${style}/>`;
  switch (kind) {
    case "square":
      return `<rect x="${n(x - 4)}" y="${n(y - 4)}" width="8" height="8" ${fill}/>`;
    case "diamond":
      return path(`M${n(x)} ${n(y - 6)}L${n(x + 6)} ${n(y)}L${n(x)} ${n(y + 6)}L${n(x - 6)} ${n(y)}Z`, fill);
    case "triangle":
      return path(`M${n(x)} ${n(y - 6)}L${n(x + 6)} ${n(y + 5)}L${n(x - 6)} ${n(y + 5)}Z`, fill);
    case "cross":
      return path(`M${n(x - 5)} ${n(y - 5)}l10 10M${n(x + 5)} ${n(y - 5)}l-10 10`, line);
    case "ring":
      return `<circle cx="${n(x)}" cy="${n(y)}" r="4.5" ${line}/>`;
    case "bar":
      return path(`M${n(x - 6)} ${n(y)}h12`, line);
    case "circle":
    case undefined:
      return `<circle cx="${n(x)}" cy="${n(y)}" r="5" ${fill}/>`;
  }
}

function drawAxes(x: Axis, y: Axis): string[] {
  const { left, right, top, bottom } = BOX;
  const grid = 'stroke="#d8dde3"';
  const vertical = x.ticks.flatMap(({ value, label }) => {
    const at = logPosition(value, x, left, right);
    return [
      `<path d="M${n(at)} ${top}V${bottom}" ${grid}/>`,
      text(at, bottom + 20, label, ' text-anchor="middle"'),
    ];
  });
  const horizontal = y.ticks.flatMap(({ value, label }) => {
    const at = logPosition(value, y, bottom, top);
    return [
      `<path d="M${left} ${n(at)}H${right}" ${grid}/>`,
      text(left - 8, at + 4, label, ' text-anchor="end"'),
    ];
  });
  const middle = (top + bottom) / 2;
  return [
    ...vertical,
    ...horizontal,
    `<path d="M${left} ${top}V${bottom}H${right}" stroke="#30363d" fill="none"/>`,
    text((left + right) / 2, bottom + 48, x.title, ' text-anchor="middle"'),
    text(24, middle, y.title, ` text-anchor="middle" transform="rotate(-90 24 ${n(middle)})"`),
  ];
}

function drawCurve({ name, points, main }: Curve, index: number, x: Axis, y: Axis): string[] {
  const { left, right, top, bottom } = BOX;
  const colour = COLOURS[index % COLOURS.length] ?? "#000";
  const kind = MARKS[index % MARKS.length];
  const placed = points.map((point) => ({
    ...point,
    atX: logPosition(point.x, x, left, right),
    atY: logPosition(point.y, y, bottom, top),
  }));
  const path = placed.map(({ atX, atY }, i) => `${i === 0 ? "M" : "L"}${n(atX)} ${n(atY)}`).join("");
  const legendY = top + 20 + 26 * index;
  return [
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${main === true ? 3 : 1.5}"/>`,
    ...placed.map(({ atX, atY }) => mark(kind, atX, atY, colour)),
    ...(main === true ? placed.map(({ atX, atY, label }) => text(atX - 9, atY - 9, label, LABEL)) : []),
    mark(kind, right + 24, legendY - 4, colour),
    text(right + 40, legendY, name, main === true ? ' font-weight="bold"' : ""),
  ];
}

const LABEL =
  ' text-anchor="end" font-size="12" font-weight="bold" stroke="#fff" stroke-width="3" paint-order="stroke"';

/** A picture of curves on two logarithmic axes, as SVG with a light background. */
export function drawChart(title: string, x: Axis, y: Axis, curves: readonly Curve[], note: string): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" fill="#1f2328" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(BOX.left, 34, title, ' font-size="17" font-weight="bold"'),
    ...drawAxes(x, y),
    ...curves.flatMap((curve, index) => drawCurve(curve, index, x, y)),
    text(BOX.left, HEIGHT - 8, note, ' font-size="12" fill="#57606a"'),
    "</svg>",
    "",
  ].join("\n");
}
