/** A request as the simulator sees it. */
export interface SimulatorRequest {
  readonly method: string;
  /** Path and query, or an absolute URL. */
  readonly url: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export interface SimulatorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The outcome of a request: an answer after `delayMs` milliseconds, a connection reset, or silence. */
export type Reply =
  | { readonly kind: "response"; readonly response: SimulatorResponse; readonly delayMs: number }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" };

/** Plain data that can go on the wire; a `bigint` is written as a bare number with all its digits. */
export type Wire =
  string | number | bigint | boolean | null | undefined | readonly Wire[] | { readonly [name: string]: Wire };

/** JSON text. `JSON.stringify` refuses numbers above 2^53, which the real service sends. */
function toJson(value: Wire): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  if (isList(value)) return `[${value.map(toJson).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`).join(",")}}`;
}

function isList(value: object): value is readonly Wire[] {
  return Array.isArray(value);
}

/** An answer with a JSON body. */
export function json(
  status: number,
  body: Wire,
  headers: Readonly<Record<string, string>> = {},
): SimulatorResponse {
  return {
    status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...headers },
    body: toJson(body),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): SimulatorResponse {
  return { status, headers, body: "" };
}

/** The one error body that the service documents: `{"error":{"code","message"}}`. */
export function error(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimulatorResponse {
  return json(status, { error: { code, message } }, headers);
}
