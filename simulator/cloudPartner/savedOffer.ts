import { isObject, member } from "../body";
import type { Wire } from "../exchange";
import type { Definition } from "../operation";

/** The addresses in the body of a publish, `{"metadata":{"notification-emails":"a@x,b@y"}}`. */
export function emailsIn(body: Wire): string | undefined {
  const emails = member(member(body, "metadata"), "notification-emails");
  return typeof emails === "string" ? emails : undefined;
}

/** An offer as a client sends it to create or modify one. */
export interface SavedOffer {
  readonly offerTypeId: string | undefined;
  readonly definition: Definition;
}

/** Reads the body of a save; text says what is wrong with it. */
export function savedOfferIn(body: Wire, publisherId: string, offerId: string): SavedOffer | string {
  if (!isObject(body)) return "The body has to be a JSON object.";
  for (const [name, expected] of [
    ["publisherId", publisherId],
    ["id", offerId],
  ] as const) {
    const value = member(body, name);
    if (value !== undefined && value !== expected) {
      return `${name} in the body has to be that of the path, ${expected}.`;
    }
  }
  const definition = member(body, "definition");
  if (!isObject(definition)) return "definition has to be an object.";
  const displayText = member(definition, "displayText") ?? offerId;
  if (typeof displayText !== "string") return "definition.displayText has to be text.";
  const offerTypeId = member(body, "offerTypeId");
  return {
    offerTypeId: typeof offerTypeId === "string" ? offerTypeId : undefined,
    definition: { offer: {}, plans: [], ...definition, displayText },
  };
}
