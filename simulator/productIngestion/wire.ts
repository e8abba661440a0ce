import { json, type SimulatorResponse, type Wire } from "../exchange";
import type { Ingestion } from "./ingestionOptions";

/** An error as this API writes it. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimulatorResponse {
  return json(status, { error: { code, message, details: [] } }, headers);
}

export function badRequest(message: string): SimulatorResponse {
  return graphError(400, "badRequest", message);
}

export function notFound(what: string): SimulatorResponse {
  return graphError(404, "notFound", `${what} was not found.`);
}

/** How long to wait before the next look, where the simulator is to say so. */
export function waitHeaders(retryAfter: string | undefined): Readonly<Record<string, string>> {
  return retryAfter === undefined ? {} : { "Retry-After": retryAfter };
}

const OLD_HOST = "https://product-ingestion.azureedge.net/schema/";
const HOST = /^https:\/\/schema\.mp\.microsoft\.com\/schema\//;

/** An answer as the options want it: old hosts of schemas, members that nobody documented. */
export function dressed(body: Wire, { oldSchemaHosts, extraMembers }: Ingestion): Wire {
  if (!oldSchemaHosts && !extraMembers) return body;
  return dress(body);

  function dress(value: Wire): Wire {
    if (typeof value !== "object" || value === null) return value;
    if (isList(value)) return value.map(dress);
    const members = Object.entries(value).map(([name, member]): [string, Wire] => {
      const old = oldSchemaHosts && name === "$schema" && typeof member === "string";
      return [name, old ? member.replace(HOST, OLD_HOST) : dress(member)];
    });
    const extra: [string, Wire][] = extraMembers
      ? [["newMember", { kind: "unknown", values: [1, "two"] }]]
      : [];
    return Object.fromEntries([...members, ...extra]);
  }
}

function isList(value: object): value is readonly Wire[] {
  return Array.isArray(value);
}

/** A status word as the options spell it. */
export function spelt(word: string, { words }: Pick<Ingestion, "words">): string {
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? word;
}
