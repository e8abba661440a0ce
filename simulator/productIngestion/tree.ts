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
  const listed = entries.filter((one) => one.target === target);
  if (listed.length === 0) return undefined;
  // While a publish runs, what it will replace is still there, and no longer listed.
  const submission =
    listed.find(({ number }) => number === content.submission)?.document ??
    replacedSubmission(offer, target, content.submission);
  const signed = content.resources.map((resource) => sign(resource, moment.reading));
  return {
    $schema: schemaOf("resource-tree"),
    root: `product/${offer.productId}`,
    target: { targetType: target },
    resources: target === "live" ? [submission, ...signed.reverse()] : [...signed, submission],
  };
}

function replacedSubmission({ productId }: Offer, target: Target, number: string): Wire {
  return {
    $schema: schemaOf("submission"),
    id: `submission/${productId}/${number}`,
    product: `product/${productId}`,
    target: { targetType: target },
    status: "completed",
    result: "succeeded",
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
