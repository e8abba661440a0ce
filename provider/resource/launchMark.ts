import { DEFAULT_API, parseApiName, type ApiName } from "../marketplace/apiName";
import { offerKey } from "../marketplace/offer";
import { compareVersions, parseVersion } from "../marketplace/version";
import { isUnknown, UNKNOWN } from "../values/unknown";
import type { Properties } from "./properties";

/** The inputs that tell a policy whether this run launches. Both are absent when it does not. */
export interface LaunchMark {
  readonly launches?: true | typeof UNKNOWN;
  /** ISO 8601, UTC. Not known in a preview. */
  readonly launchCheckedAt?: string | typeof UNKNOWN;
}

/** The API that the properties name. States of earlier versions name none. */
export function apiOf(properties: Properties): ApiName {
  return parseApiName(properties["api"]) ?? DEFAULT_API;
}

/** The version changed, or may have. */
export function versionChanged(olds: Properties, news: Properties): boolean {
  const before = parseVersion(olds["offerVersion"]);
  const now = parseVersion(news["offerVersion"]);
  return before === undefined || now === undefined || compareVersions(before, now) !== 0;
}

/** Another offer. Properties that do not name one are about any. */
export function offerChanged(olds: Properties, news: Properties): boolean {
  const before = offerOf(olds);
  const now = offerOf(news);
  return before !== undefined && now !== undefined && before !== now;
}

function offerOf({ publisherId, offerId }: Properties): string | undefined {
  const isKnown = typeof publisherId === "string" && typeof offerId === "string";
  return isKnown ? offerKey({ publisherId, offerId }) : undefined;
}

/** Whether the API or its origin changed. A state without an origin is about the present one. */
export function serviceChanged(olds: Properties, news: Properties): boolean {
  const before = olds["service"];
  const now = news["service"];
  if (!isUnknown(news["api"]) && apiOf(olds) !== apiOf(news)) return true;
  return typeof before === "string" && typeof now === "string" && before !== now;
}

/**
 * Whether this run launches. It does when the resource is new (`before` is empty), or when the version or the service
 * differs from everything in `before`.
 *
 * @param before - the old inputs or outputs that this run was shown
 * @param checkedAt - milliseconds since 1970; `undefined` in a preview
 */
export function launchMark(
  before: readonly Properties[],
  inputs: Properties,
  checkedAt: number | undefined,
): LaunchMark {
  const launchCheckedAt = checkedAt === undefined ? UNKNOWN : new Date(checkedAt).toISOString();
  const isKnown = before.some((olds) => olds["offerVersion"] !== undefined);
  // The version may turn out to be the same, so no policy can judge by it yet.
  if (isKnown && isUnknown(inputs["offerVersion"])) return { launches: UNKNOWN, launchCheckedAt };
  const changed = before.every((olds) => versionChanged(olds, inputs) || serviceChanged(olds, inputs));
  return changed ? { launches: true, launchCheckedAt } : {};
}
