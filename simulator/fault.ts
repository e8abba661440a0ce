import type { Reply, SimulatorResponse } from "./exchange";

/** Something that goes wrong with the next requests that match. */
export interface Fault {
  /** Which requests; without it, any. */
  readonly match?: {
    /** In any case. */
    readonly method?: string;
    /** Text that the path and query contain, or a pattern for them. */
    readonly path?: string | RegExp;
  };
  /** For how many requests. Default 1. */
  readonly times?: number;
  /** The answer instead of the service's own; the request has no effect, unless `after` is set. */
  readonly status?: number;
  /** The body of that answer, by default empty; without `status`, it replaces the body of the service's own answer. */
  readonly body?: string;
  /** Headers of that answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** With `status`: the request has its effect, then the answer is replaced. */
  readonly after?: boolean;
  /** The connection is reset, before or after the request has its effect. */
  readonly reset?: "before" | "after";
  /** No answer ever comes; the request has its effect (`after`) or not (`before`). */
  readonly hang?: "before" | "after";
  /** Milliseconds by which the answer is late; the effect, if any, is not. */
  readonly delayMs?: number;
  /** Headers that the answer loses. */
  readonly dropHeaders?: readonly string[];
  /** Headers that the answer gains, or has in place of its own. */
  readonly setHeaders?: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  match: "object",
  times: "number",
  status: "number",
  body: "string",
  headers: "object",
  after: "boolean",
  reset: "string",
  hang: "string",
  delayMs: "number",
  dropHeaders: "object",
  setHeaders: "object",
};

/** Throws a `RangeError` that says what is wrong, for a fault that comes from outside. */
export function checkFault(fault: Fault): Fault {
  for (const [name, value] of Object.entries(fault)) {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type === undefined)
      throw new RangeError(`${name}: unknown; there are ${Object.keys(TYPES).join(", ")}.`);
    if (typeof value !== type || value === null) throw new RangeError(`${name} has to be of type ${type}.`);
  }
  const { status = 500, delayMs = 0, reset = "after", hang = "after" } = fault;
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new RangeError("status has to be a whole number from 200 to 599.");
  }
  if (!(Number.isFinite(delayMs) && delayMs >= 0)) throw new RangeError("delayMs has to be zero or above.");
  for (const when of [reset, hang]) {
    if (!["before", "after"].includes(when))
      throw new RangeError("reset and hang have to be before or after.");
  }
  return fault;
}

/** The faults still to come, in the order in which they were registered. */
export interface FaultQueue {
  add(fault: Fault): void;
  /** The first fault that matches; it is used up once. */
  take(method: string, pathAndQuery: string): Fault | undefined;
}

export function createFaultQueue(): FaultQueue {
  const waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const { times = 1 } = fault;
      if (!Number.isInteger(times) || times < 1) {
        throw new RangeError(`times is ${times}: give a whole number above zero.`);
      }
      waiting.push({ fault, left: times });
    },
    take(method, pathAndQuery) {
      const index = waiting.findIndex(({ fault }) => matches(fault, method, pathAndQuery));
      const found = waiting[index];
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) waiting.splice(index, 1);
      return found.fault;
    },
  };
}

function matches({ match = {} }: Fault, method: string, pathAndQuery: string): boolean {
  const { path } = match;
  if (match.method !== undefined && match.method.toUpperCase() !== method.toUpperCase()) return false;
  if (path === undefined) return true;
  // Unlike test(), search() ignores where a global pattern stopped last time.
  return typeof path === "string" ? pathAndQuery.includes(path) : pathAndQuery.search(path) !== -1;
}

/** Whether the request still reaches the service under this fault. */
export function takesEffect(fault: Fault): boolean {
  if (fault.reset !== undefined) return fault.reset === "after";
  if (fault.hang !== undefined) return fault.hang === "after";
  return fault.status === undefined || fault.after === true;
}

/**
 * The outcome for the client under this fault. `own` is the service's own answer when the request took effect,
 * `common` the headers of every answer.
 */
export function faultyReply(
  fault: Fault | undefined,
  own: SimulatorResponse | undefined,
  common: Readonly<Record<string, string>>,
): Reply {
  if (fault?.reset !== undefined) return { kind: "reset" };
  if (fault?.hang !== undefined) return { kind: "hang" };
  const { delayMs = 0 } = fault ?? {};
  return { kind: "response", response: faultyResponse(fault ?? {}, own, common), delayMs };
}

function faultyResponse(
  fault: Fault,
  own: SimulatorResponse | undefined,
  common: Readonly<Record<string, string>>,
): SimulatorResponse {
  const { status, headers, body } =
    fault.status === undefined && own !== undefined
      ? { ...own, body: fault.body ?? own.body }
      : { status: fault.status ?? 500, headers: fault.headers ?? {}, body: fault.body ?? "" };
  const set = fault.setHeaders ?? {};
  const gone = new Set([...(fault.dropHeaders ?? []), ...Object.keys(set)].map((name) => name.toLowerCase()));
  const kept = Object.entries({ ...common, ...headers }).filter(([name]) => !gone.has(name.toLowerCase()));
  return { status, headers: { ...Object.fromEntries(kept), ...set }, body };
}
