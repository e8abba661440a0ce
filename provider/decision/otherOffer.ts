import type { ErrorCode } from "../errors";
import type { Look } from "../marketplace/service";
import type { Decision, Situation } from "./situation";

/** The product that the service now shows for the offer. `undefined` when it is the same one, or may be. */
export function otherProductId(
  { product }: Pick<Look, "product">,
  productId: string | undefined,
): string | undefined {
  return productId === undefined || product?.id === productId ? undefined : product?.id;
}

/** Another product now has the offer's id: other credentials, or another account. */
export function otherProduct({ look, productId }: Situation): Decision | undefined {
  const seen = otherProductId(look, productId);
  if (seen === undefined) return undefined;
  return {
    kind: "refuse",
    code: "OFFER_CHANGED",
    reason:
      `the offer is now product ${seen}, but it was product ${productId} when this resource last launched or found it. ` +
      "Other credentials or another account show another offer with the same id. Nothing was launched. Use the earlier " +
      "credentials. For another offer, declare another resource",
  };
}

/** Refusals that may come from a number of another API. */
const NUMBERED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SUPERSEDED",
  "PREVIEW_OTHER_VERSION",
  "NOTHING_IN_PREVIEW",
]);

/**
 * Adds two remarks: to a refusal that the version looks like a number of another API, and to a launch its other
 * effects.
 */
export function withHint(decision: Decision, { declared, traits, look }: Situation): Decision {
  const { remark } = look.status;
  if (decision.kind === "launch" && remark !== undefined) {
    return { ...decision, remark: [decision.remark, remark].filter((one) => one !== undefined).join("; ") };
  }
  if (decision.kind !== "refuse" || !NUMBERED.has(decision.code)) return decision;
  const hint = traits.foreignVersion?.(declared);
  return hint === undefined ? decision : { ...decision, reason: `${decision.reason}. ${hint}` };
}
