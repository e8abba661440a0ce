import type { Routing } from "../routing";
import { pathOf, queryOf } from "../target";

/** Where the API begins. */
export const BASE = "/rp/product-ingestion";

/** The calls of the Product Ingestion API; a `configure` that asks for preview or live counts as publish or golive. */
export type IngestionAction =
  | "products"
  | "plans"
  | "resource"
  | "submissions"
  | "submission"
  | "tree"
  | "configure"
  | "publish"
  | "golive"
  | "job"
  | "jobResult"
  | "cancelJob";

/** The call that a request makes. Parts that it does not name are empty. */
export interface IngestionRoute {
  readonly action: IngestionAction;
  /** The GUID of the product. */
  readonly productId: string;
  /** The number of a submission, the id of a job, or a durable id. */
  readonly item: string;
  readonly query: URLSearchParams;
}

/** Whether a request target belongs to this API. */
export function isIngestion(url: string): boolean {
  const path = pathOf(url).toLowerCase();
  return path === BASE || path.startsWith(`${BASE}/`);
}

type Call = Partial<Omit<IngestionRoute, "query">> & Pick<IngestionRoute, "action">;

/** Finds the call that a request makes. Slashes at the ends of a path change nothing, as real clients count on. */
export function ingestionRouteOf(method: string, url: string): Routing<IngestionRoute> {
  let segments: string[];
  try {
    segments = pathOf(url).slice(BASE.length).split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return { kind: "malformed" };
  }
  const found = callAt(segments);
  if (found === undefined) return { kind: "unknown" };
  if (found.method !== method) return { kind: "wrongMethod", allow: [found.method] };
  const { action, productId = "", item = "" } = found.call;
  return { kind: "route", route: { action, productId, item, query: queryOf(url) } };
}

function callAt(segments: readonly string[]): { method: "GET" | "POST"; call: Call } | undefined {
  const [first = "", second = "", third = ""] = segments;
  const get = (call: Call) => ({ method: "GET", call }) as const;
  switch (`${first} ${segments.length}`) {
    case "product 1":
      return get({ action: "products" });
    case "plan 1":
      return get({ action: "plans" });
    case "submission 2":
      return get({ action: "submissions", productId: second });
    case "submission 3":
      return get({ action: "submission", productId: second, item: third });
    case "resource-tree 3":
      return second === "product" ? get({ action: "tree", productId: third }) : undefined;
    case "configure 1":
      return { method: "POST", call: { action: "configure" } };
    case "configure 2":
      return get({ action: "jobResult", item: second });
    case "configure 3":
      if (third === "status") return get({ action: "job", item: second });
      return third === "cancel" ? { method: "POST", call: { action: "cancelJob", item: second } } : undefined;
    default:
      if (segments.length < 2 || first === "configure" || first === "resource-tree") return undefined;
      return get({ action: "resource", productId: second, item: segments.join("/") });
  }
}

/** A parameter of the query by its name in any case. */
export function parameter(query: URLSearchParams, name: string): string | undefined {
  return [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
