import { readFile } from "node:fs/promises";
import { fileProblem } from "./fileProblem";
import type { AssertionSource } from "./signInMethod";
import { parseJson, stringField } from "../../values/json";
import type { Transport } from "../http/transport";

const REQUEST_TIMEOUT_MS = 30_000;
/** A stricter form than needed, so that a token can be told from other text when messages are cleaned. */
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * The token that another identity provider gave to this run. It is read or requested each time, since it lives for
 * minutes. A request is GitHub's: `GET <url>&audience=...` with the request's token, answered with `{"value":
 * "<token>"}` (docs.github.com, "OpenID Connect reference"). The errors hold no token.
 */
export async function readAssertion(source: AssertionSource, transport: Transport): Promise<string> {
  switch (source.kind) {
    case "token":
      return asJwt(source.token, "the token that is set");
    case "file":
      return asJwt(await readTokenFile(source.path), "the token file");
    case "request":
      return requestToken(source, transport);
  }
}

async function readTokenFile(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new Error(`its token file cannot be read: ${fileProblem(error)}`);
  });
  return text.trim();
}

async function requestToken(
  { url, token, audience }: Extract<AssertionSource, { kind: "request" }>,
  transport: Transport,
): Promise<string> {
  const target = new URL(url);
  target.searchParams.set("audience", audience);
  const { status, body } = await transport({
    method: "GET",
    url: target.href,
    headers: { accept: "application/json", authorization: `Bearer ${token}` },
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
  if (status < 200 || status > 299) {
    const problem = `${target.host}, asked for an OIDC token, returned status ${status}`;
    const hint =
      status === 401 || status === 403 ? '. A GitHub Actions job needs "permissions: id-token: write"' : "";
    throw Object.assign(new Error(problem + hint), { statusCode: status });
  }
  return asJwt(stringField(parseAnswer(body), "value") ?? "", `the answer of ${target.host}`);
}

function parseAnswer(body: string): unknown {
  try {
    return parseJson(body, "The answer");
  } catch {
    // The parser's own error quotes the response, which may hold a token.
    return undefined;
  }
}

function asJwt(text: string, where: string): string {
  if (JWT.test(text)) return text;
  throw new Error(`${where} holds no OIDC token, which is a JSON Web Token`);
}
