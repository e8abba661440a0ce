import { MarketplaceError } from "../../errors";
import { invalidResponse } from "../../values/json";
import { cleanPlainText } from "../../values/text";
import type { Clock } from "../../waiting/clock";
import type { GetOptions, Requester } from "../http/requester";
import type { HttpResponse } from "../http/transport";
import { isOfApi } from "./paths";
import { parsePage } from "./product";

const MAX_PAGES = 50;

export interface Listed {
  readonly entries: readonly unknown[];
  /** The first response, and when it came, in milliseconds since 1970. */
  readonly response: HttpResponse;
  readonly at: number;
}

/**
 * All entries of a list, page by page. Throws `FOREIGN_URL` when the next page is on another host or outside the API:
 * the request would carry the token there. Throws `RESPONSE_INVALID` for an endless list.
 */
export async function readPages(
  requester: Requester,
  path: string,
  { what, clock, ...options }: GetOptions & { readonly what: string; readonly clock: Pick<Clock, "now"> },
): Promise<Listed> {
  const asked = new Set<string>();
  const entries: unknown[] = [];
  let first: Pick<Listed, "response" | "at"> | undefined;
  let url = requester.resolve(path);
  for (;;) {
    asked.add(url);
    const response = await requester.get(url, options);
    first ??= { response, at: clock.now() };
    if (options.expected?.includes(response.status) === true) return { entries, ...first };
    const page = parsePage(response.body, what);
    entries.push(...page.entries);
    if (page.next === undefined) return { entries, ...first };
    url = nextUrl(requester, page.next, url);
    if (asked.has(url) || asked.size >= MAX_PAGES) {
      throw invalidResponse(what, `does not end within ${MAX_PAGES} pages`, response.body);
    }
  }
}

function nextUrl(requester: Requester, next: string, call: string): string {
  const url = requester.resolve(next, call);
  if (isOfApi(url)) return url;
  throw new MarketplaceError(
    "FOREIGN_URL",
    `The next page of a list, ${cleanPlainText(next, 200)}, is not a part of the API; nothing was sent there`,
  );
}
