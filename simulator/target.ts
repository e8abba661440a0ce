/** Path and query of a request target, which may be an absolute URL. */
export function pathAndQueryOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/#.*$/s, "") || "/";
}

/** The query of a request target. */
export function queryOf(url: string): URLSearchParams {
  const target = pathAndQueryOf(url);
  const mark = target.indexOf("?");
  return new URLSearchParams(mark === -1 ? "" : target.slice(mark + 1));
}

/** The path of a request target. */
export function pathOf(url: string): string {
  return pathAndQueryOf(url).replace(/\?.*$/s, "");
}
