import type { Routing } from "../routing";
import { pathOf, queryOf } from "../target";

/** The calls of the service. */
export type Action =
  | "publishers"
  | "offers"
  | "offer"
  | "save"
  | "slot"
  | "version"
  | "status"
  | "submissions"
  | "operation"
  | "publish"
  | "golive"
  | "cancel";

/** The call that a request makes. Parts that it does not name are empty. */
export interface Route {
  readonly action: Action;
  readonly publisherId: string;
  readonly offerId: string;
  /** The slot, version or operation named in the path. */
  readonly item: string;
  readonly query: URLSearchParams;
}

/** Finds the call that a request makes. One slash at the end of a path changes nothing, as real clients count on. */
export function routeOf(method: string, url: string): Routing<Route> {
  const segments = decoded(pathOf(url).replace(/\/$/, ""));
  if (segments === undefined) return { kind: "malformed" };
  const methods = callsAt(segments);
  if (methods === undefined) return { kind: "unknown" };
  const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (call === undefined) return { kind: "wrongMethod", allow: Object.keys(methods) };
  const { action, publisherId = "", offerId = "", item = "" } = call;
  return { kind: "route", route: { action, publisherId, offerId, item, query: queryOf(url) } };
}

function decoded(path: string): string[] | undefined {
  try {
    return path.split("/").slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

interface Call {
  readonly action: Action;
  readonly publisherId?: string | undefined;
  readonly offerId?: string | undefined;
  readonly item?: string | undefined;
}

type Calls = Partial<Record<string, Call>>;

/** The calls at a path, by method. */
function callsAt(segments: readonly string[]): Calls | undefined {
  const [api, collection, publisherId, offers, offerId, word, item] = segments;
  if (api !== "api" || segments.includes("")) return undefined;
  if (collection === "operations" && segments.length === 3) return legacyCalls(segments[2] ?? "");
  if (collection !== "publishers") return undefined;
  if (publisherId === undefined) return { GET: { action: "publishers" } };
  if (offers !== "offers") return undefined;
  if (offerId === undefined) return { GET: { action: "offers", publisherId } };
  const ids = { publisherId, offerId };
  switch (segments.length) {
    case 5:
      return { GET: { action: "offer", ...ids }, PUT: { action: "save", ...ids } };
    case 6:
      if (word === "status" || word === "submissions") return { GET: { action: word, ...ids } };
      if (word === "publish" || word === "golive" || word === "cancel")
        return { POST: { action: word, ...ids } };
      return undefined;
    case 7:
      if (word === "slot") return { GET: { action: "slot", item, ...ids } };
      if (word === "versions") return { GET: { action: "version", item, ...ids } };
      if (word === "operations") return { GET: { action: "operation", item, ...ids } };
      return undefined;
    default:
      return undefined;
  }
}

/** `publisher$offer$2$preview`: how operations of offers that were not migrated are named. */
function legacyCalls(name: string): Calls | undefined {
  const [publisherId, offerId] = name.split("$");
  return offerId === undefined
    ? undefined
    : { GET: { action: "operation", publisherId, offerId, item: name } };
}
