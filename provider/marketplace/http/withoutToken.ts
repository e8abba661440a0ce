import type { HttpResponse } from "./transport";

const HIDDEN = "(token)";

/** Real tokens have hundreds of characters. A short word, given to a simulator, may well be part of its responses. */
const SHORTEST = 16;

/** The forms in which a response may quote a token: as it is, in JSON, in an address. */
function formsOf(token: string): readonly string[] {
  return [...new Set([token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)])];
}

/** Removes the token from a response that quotes it: otherwise errors, progress and state would show it. */
export function withoutToken(response: HttpResponse, token: string): HttpResponse {
  if (token.length < SHORTEST) return response;
  const forms = formsOf(token);
  const hide = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
  const headers = Object.entries(response.headers).map(
    ([name, value]) => [name, value === undefined ? undefined : hide(value)] as const,
  );
  return { ...response, body: hide(response.body), headers: Object.fromEntries(headers) };
}
