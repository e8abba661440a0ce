import type { HttpResponse } from "./transport";

const HIDDEN = "(token)";

/** Real ones have hundreds of characters; a word that somebody gives a simulator may well be part of its answers. */
const SHORTEST = 16;

/** The forms in which an answer may quote a token: as it is, in JSON, in an address. */
function formsOf(token: string): readonly string[] {
  return [...new Set([token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)])];
}

/** An answer that quotes the token of its request would carry it into errors, progress and state. */
export function withoutToken(response: HttpResponse, token: string): HttpResponse {
  if (token.length < SHORTEST) return response;
  const forms = formsOf(token);
  const hide = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
  const headers = Object.entries(response.headers).map(
    ([name, value]) => [name, value === undefined ? undefined : hide(value)] as const,
  );
  return { ...response, body: hide(response.body), headers: Object.fromEntries(headers) };
}
