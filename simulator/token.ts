import type { SimulatorRequest } from "./exchange";

/** The audiences of tokens. A token for an address of this machine is good for both APIs. */
const APIS: readonly string[] = ["https://cloudpartner.azure.com", "https://graph.microsoft.com"];

/** A token of the simulator's own login, which says what it was asked for. */
export function tokenFor(resource: string, count: number): string {
  return `simulated.${Buffer.from(resource).toString("base64url")}.${count}`;
}

/** The audience of a token from this login. `undefined` for any other token. */
function audienceOf(token: string): string | undefined {
  const [, encoded] = /^simulated\.([\w-]+)\.[0-9]+$/.exec(token) ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64url").toString();
}

/**
 * The problem with a request's token: `missing`, another than the one to accept (`wrong`), or one that the
 * simulator's own login gave out for another API (`audience`). Without `accessToken`, any other is good.
 */
export function tokenProblem(
  request: SimulatorRequest,
  accessToken: string | undefined,
  resource: string,
): "missing" | "wrong" | "audience" | undefined {
  const [, token] = /^Bearer +(\S+)$/i.exec((headerOf(request, "authorization") ?? "").trim()) ?? [];
  if (token === undefined) return "missing";
  const audience = audienceOf(token);
  if (audience !== undefined && accessToken === undefined) {
    return audience !== resource && APIS.includes(audience) ? "audience" : undefined;
  }
  return accessToken === undefined || token === accessToken ? undefined : "wrong";
}

/** A header of a request; `name` in lower case. */
export function headerOf(request: SimulatorRequest, name: string): string | undefined {
  return Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
