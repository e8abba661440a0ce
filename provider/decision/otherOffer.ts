import type { ErrorCode } from "../errors";
import type { Look } from "../marketplace/service";
import type { Decision, Situation } from "./situation";

/** The service shows the offer under this id; `undefined`: it is the one it was, or not known to be another. */
export function otherProductId(
  { product }: Pick<Look, "product">,
  productId: string | undefined,
): string | undefined {
  return productId === undefined || product?.id === productId ? undefined : product?.id;
}

/** The offer is held under another id of the service than before: other credentials, or another account. */
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

/** What is refused over a number that may be another API's. */
const NUMBERED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SUPERSEDED",
  "PREVIEW_OTHER_VERSION",
  "NOTHING_IN_PREVIEW",
]);

/**
 * Adds to a refusal that the declared version looks like a number of another API, and to a launch what else it does.
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
