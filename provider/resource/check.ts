import { nameOf, offerKey } from "../marketplace/offer";
import { isUnknown } from "../values/unknown";
import type { CallContext } from "./context";
import { namesOf } from "./launchAttempt";
import { checkInputs, failureOf, type CheckFailure } from "./declaration";
import { apiOf, launchMark } from "./launchMark";
import { ofOffer, type Shown } from "./runMemory";
import type { Properties } from "./properties";
import { originOf, type Run } from "./run";
import { tellNew } from "./tellPreview";

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: readonly CheckFailure[];
}

/**
 * Two resources for one offer would undo each other's work. The engine checks all resources of a run in one process.
 */
function declaredTwice(
  { publisherId, offerId }: Properties,
  urn: string | undefined,
  run: Run,
): readonly CheckFailure[] {
  if (urn === undefined || typeof publisherId !== "string" || typeof offerId !== "string") return [];
  const offer = { publisherId, offerId };
  const name = nameOf(offer);
  const other = run.declared.get(offerKey(offer));
  run.declared.set(offerKey(offer), other ?? { urn, name });
  if (other === undefined || other.urn === urn) return [];
  const spelling =
    other.name === name
      ? ""
      : ` (as ${other.name} and as ${name}: ids that differ only in case are the same offer)`;
  return [
    {
      code: "OFFER_DECLARED_TWICE",
      property: "offerId",
      reason: `the offer ${name} is declared twice in this program: by ${other.urn} and by ${urn}${spelling}. Declare it once`,
    },
  ];
}

/** Unreadable settings fail the preview already, not only the launch. */
function settingsFailures(run: Run): readonly CheckFailure[] {
  try {
    run.settings();
    return [];
  } catch (error) {
    return [failureOf(error)];
  }
}

/**
 * An incomplete identity cannot launch. An API with its own token needs none, and neither does a resource that does
 * not launch.
 */
function identityFailures(inputs: Properties, run: Run): readonly CheckFailure[] {
  const { identity, accessToken, graphAccessToken } = run.settings();
  const given = apiOf(inputs) === "cloudPartner" ? accessToken : graphAccessToken;
  if (given !== undefined) return [];
  if (identity?.method !== "incomplete") return [];
  return [{ code: "CREDENTIAL_MISSING", property: "", reason: identity.problem }];
}

/** The computed input `service`. Absent while the API is not known. */
function serviceInput(inputs: Properties, run: Run): Properties {
  return isUnknown(inputs["api"]) ? {} : { service: originOf(apiOf(inputs), run.settings()) };
}

/** The inputs that this run is compared with: the old ones, or in a replacement everything that was shown before. */
function before(olds: Properties, isNew: boolean, shown: Shown): readonly Properties[] {
  return isNew ? [...shown.inputs, ...shown.outputs] : [olds];
}

/**
 * Validates the inputs and computes `service`, `launches` and `launchCheckedAt`. Runs for every resource, in previews
 * too. In the preview of a new resource it also looks at the offer and says what `up` would do. With `strictPreview`,
 * what `up` would refuse is a failure.
 */
export async function check(
  olds: Properties,
  news: Properties,
  { urn, preview }: CallContext,
  run: Run,
): Promise<CheckResult> {
  const isNew = Object.keys(olds).length === 0;
  const checked = checkInputs(olds, news);
  const failures = [
    ...checked.failures,
    ...declaredTwice(checked.inputs, urn, run),
    ...settingsFailures(run),
  ];
  if (failures.length > 0) return { inputs: checked.inputs, failures };
  const names = namesOf(urn, checked.inputs);
  const shown = ofOffer(run.memory.shownOf(names), checked.inputs);
  if (isNew) run.memory.noteNew(names);
  else run.memory.noteInputs(names, olds);
  const declared = { ...checked.inputs, ...serviceInput(checked.inputs, run) };
  const checkedAt = preview ? undefined : run.clock.now();
  const inputs = { ...declared, ...launchMark(before(olds, isNew, shown), declared, checkedAt) };
  const incomplete = "launches" in inputs ? identityFailures(inputs, run) : [];
  if (incomplete.length > 0 || !preview || !isNew) return { inputs, failures: incomplete };
  return { inputs, failures: await tellNew(inputs, urn, run) };
}
