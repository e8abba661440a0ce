/** The default length limit of `cleanText`, in characters. */
const MAX_TEXT_LENGTH = 500;

/** Nested encodings beyond this are dropped rather than decoded. */
const DECODE_ROUNDS = 4;

const ESC = "\u001b";
const CONTROL_SEQUENCE = new RegExp(`(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]?`, "g");
const CONTROL_STRING = new RegExp(
  `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u009c${ESC}]*(?:\u0007|\u009c|${ESC}\\\\)?`,
  "g",
);
const SHORT_ESCAPE = new RegExp(`${ESC}[ -/]*[0-~]?`, "g");
/** Control, format (zero-width and bidirectional included) characters and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const INVISIBLE_OR_SPACE = /[\p{Cc}\p{Cf}\p{Cs}\s]/u;
const TAG = /<[a-z/!?][^<>]*>/gi;
/** Broken markup, such as `<a<b>>`, must not read as a tag. */
const TAG_START = /<(?=[a-z/!?])/gi;
/** The start of a color command of the Pulumi engine, which panics at an unknown one. */
const ENGINE_COMMAND = /<(?=\{%)/g;
const ENTITY = /&(?:#([0-9]{1,8})|#x([0-9a-f]{1,8})|([a-z]{2,8}));/gi;

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  bull: "•",
  middot: "·",
  copy: "©",
  reg: "®",
  trade: "™",
};

/**
 * Untrusted text of the service as one line of plain text that is safe to print: tags, comments, scripts and
 * styles, terminal escapes, control, zero-width and bidirectional characters are gone, `<{%`, with which commands of
 * the Pulumi engine begin, becomes `‹{%`, entities are decoded (an
 * angle bracket that was encoded shows as `‹` or `›`, so that no decoding can make a tag), white space is one
 * space, and what is longer than `maxLength` characters ends in `…`. Cleaning twice is the same as cleaning once.
 */
export function cleanText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  const visible = dropInvisible(text);
  const decoded = decodeEntities(dropMarkup(visible)).replace(TAG_START, "‹");
  return cut(collapse(decoded), maxLength);
}

/** As `cleanText`, for text that is not HTML, such as JSON: angle brackets and entities stay. */
export function cleanPlainText(text: string, maxLength = MAX_TEXT_LENGTH): string {
  return cut(collapse(dropInvisible(text)), maxLength);
}

function dropInvisible(text: string): string {
  return text
    .replace(CONTROL_STRING, "")
    .replace(CONTROL_SEQUENCE, "")
    .replace(SHORT_ESCAPE, "")
    .replace(/[\t\n\v\f\r\u0085]/g, " ")
    .replace(INVISIBLE, "");
}

/** Replaces each piece of markup with a space, so that the text around it cannot form new markup. */
function dropMarkup(text: string): string {
  return dropElements(text).replace(TAG, " ");
}

/** Drops comments, and scripts and styles with their content. One that does not end takes the rest with it. */
function dropElements(text: string): string {
  const opening = /<!--|<(script|style)\b[^<>]*>?/gi;
  let kept = "";
  let position = 0;
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    kept += `${text.slice(position, found.index)} `;
    const closing = found[1] === undefined ? /-->/g : new RegExp(`</${found[1]}[^<>]*>`, "gi");
    closing.lastIndex = opening.lastIndex;
    if (closing.exec(text) === null) return kept;
    position = closing.lastIndex;
    opening.lastIndex = position;
  }
  return kept + text.slice(position);
}

function decodeEntities(text: string): string {
  let decoded = text;
  for (let round = 0; round < DECODE_ROUNDS; round++) {
    const before = decoded;
    decoded = before.replace(ENTITY, decodeEntity);
    if (decoded === before) return decoded;
  }
  return decoded.replace(ENTITY, " ");
}

function decodeEntity(entity: string, decimal?: string, hexadecimal?: string, name?: string): string {
  const character =
    name === undefined
      ? fromCodePoint(decimal === undefined ? parseInt(hexadecimal ?? "", 16) : parseInt(decimal, 10))
      : namedEntity(name.toLowerCase());
  if (character === undefined) return entity;
  if (character === "<") return "‹";
  if (character === ">") return "›";
  return INVISIBLE_OR_SPACE.test(character) ? " " : character;
}

function namedEntity(name: string): string | undefined {
  return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

function fromCodePoint(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "\ufffd";
}

function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(ENGINE_COMMAND, "‹");
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Does not cut a surrogate pair in two.
  return `${text
    .slice(0, Math.max(maxLength - 1, 0))
    .replace(/\p{Cs}$/u, "")
    .trimEnd()}…`;
}

/** A part of a sentence as a sentence of its own: its first letter becomes a capital. */
export function asSentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A sentence of the service as a part of one of ours: without the full stop at its end. */
export function asPart(text: string): string {
  return text.replace(/[.\s]+$/, "");
}

/** Sentences of the service as one. The last one keeps its full stop. */
export function joinParts(texts: readonly string[]): string {
  return texts.map((text, index) => (index < texts.length - 1 ? asPart(text) : text)).join("; ");
}
