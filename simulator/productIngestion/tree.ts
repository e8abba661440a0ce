import type { Wire } from "../exchange";
import { draftAt, inPreview, isOffSale, lastSuccess, type Offer } from "../offer";
import { schemaOf, type Resource } from "../resources";
import type { Entry, Target } from "./submissionList";

/**
 * All resources of a target, one of them a submission; `undefined` when nothing is in it. The order is not the same in
 * each target, and the signatures of addresses are not the same twice, as `reading` (a number of its own for each read) has it.
 */
export function resourceTree(
  offer: Offer,
  target: Target,
  entries: readonly Entry[],
  moment: { readonly now: number; readonly reading: number },
): Wire {
  const content = contentOf(offer, target, moment.now);
  if (content === undefined) return undefined;
  const submission = entries.findLast((one) => one.target === target && one.number === content.submission);
  if (submission === undefined) return undefined;
  const signed = content.resources.map((resource) => sign(resource, moment.reading));
  return {
    $schema: schemaOf("resource-tree"),
    root: `product/${offer.productId}`,
    target: { targetType: target },
    resources:
      target === "live" ? [submission.document, ...signed.reverse()] : [...signed, submission.document],
  };
}

interface Content {
  readonly submission: string;
  readonly resources: readonly Resource[];
}

function contentOf(offer: Offer, target: Target, now: number): Content | undefined {
  switch (target) {
    case "draft":
      return draftAt(offer, now);
    case "preview":
      return inPreview(offer, now);
    case "live":
      return isOffSale(offer, now) ? undefined : lastSuccess(offer, "goLive", now);
  }
}

function sign(resource: Resource, reading: number): Resource {
  const { url } = resource;
  return typeof url === "string"
    ? { ...resource, url: url.replace(/sig=[^&]*/, `sig=signature${reading}`) }
    : resource;
}
