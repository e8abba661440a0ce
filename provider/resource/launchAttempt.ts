import type { LaunchState } from "../decision/launchState";
import { againText } from "../decision/decisionText";
import { MarketplaceError, withoutCode, type ErrorCode } from "../errors";
import type { Permit } from "../launch/safetyLimits";
import { nameOf, offerKey } from "../marketplace/offer";
import { asSentence } from "../values/text";
import { replaceCommand } from "./context";
import { parseDeclaration, type Declaration } from "./declaration";
import { postRefusal } from "./runMemory";
import { remembered, type Remembered } from "./rememberedLaunch";
import type { Properties } from "./properties";
import type { Run } from "./run";

/** The names by which a run remembers a resource: its URN and its offer, as far as they are known. */
export function namesOf(urn: string | undefined, { publisherId, offerId }: Properties): string[] {
  const isKnown = typeof publisherId === "string" && typeof offerId === "string";
  return [
    ...(urn === undefined ? [] : [urn]),
    ...(isKnown ? [`offer ${offerKey({ publisherId, offerId })}`] : []),
  ];
}

/** One call that may launch, or the preview of one. */
export interface LaunchAttempt {
  readonly declaration: Declaration;
  readonly urn: string | undefined;
  readonly remembered: Remembered;
  /** Identifies service, offer and version. This process posts at most once for each key. */
  readonly key: string;
  /** The inputs have `launches: true`, which policies have seen. */
  readonly wasAnnounced: boolean;
}

/** Throws `INPUT_INVALID` or `STATE_UNREADABLE`. */
export function attemptOf(
  inputs: Properties,
  olds: Properties | undefined,
  urn: string | undefined,
  run: Run,
): LaunchAttempt {
  const declaration = parseDeclaration(inputs);
  const { api, offer, version } = declaration;
  const key = JSON.stringify([api, inputs["service"], offerKey(offer), version]);
  return {
    declaration,
    urn,
    key,
    wasAnnounced: inputs["launches"] === true,
    remembered: remembered({ inputs, version, olds, names: namesOf(urn, inputs), key }, run.memory),
  };
}

/** The error for a replacement that the user did not ask for. */
function replacedError({ declaration, urn }: LaunchAttempt, why: string): MarketplaceError {
  const { offer, version } = declaration;
  return new MarketplaceError(
    "REPLACED_BY_ENGINE",
    `${nameOf(offer)}: version ${version} was not launched again. ${why}Pulumi decided to replace this resource ` +
      "(replaceOnChanges, replaceWith, replacementTrigger, another provider, or a replacement left pending), but only " +
      `you can decide to launch a version again. Remove that option to keep the resource. ${againText(replaceCommand(urn))}`,
  );
}

const OLD_FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "LAUNCH_FAILED",
  "LAUNCH_CANCELED",
  "LAUNCH_INDETERMINATE",
]);

/** Whether the old resource stays in the state if nothing is created. Its launch is then remembered there. */
export function oldStays({ remembered: { isReplaced }, key }: LaunchAttempt, run: Run): boolean {
  return isReplaced && !run.memory.wasPosted(key);
}

/** In a replacement, the error for an old failure also says why the resource was replaced. */
export function asReplacement(error: MarketplaceError, attempt: LaunchAttempt): MarketplaceError {
  if (!OLD_FAILURES.has(error.code)) return error;
  // The offer's name and the command are in the new message, too.
  const name = `${nameOf(attempt.declaration.offer)}: `;
  const again = `. ${againText(replaceCommand(attempt.urn))}`;
  const reason = withoutCode(error);
  const begun = reason.startsWith(name) ? reason.slice(name.length) : reason;
  const why = begun.endsWith(again) ? begun.slice(0, -again.length) : begun;
  return replacedError(attempt, `${asSentence(why)}. `);
}

/**
 * The error for a replacement that ends while documents contradict each other. Nothing of it is stored, not even since
 * when they do, so a run that is too short says so in place of `TIMED_OUT`, each time.
 */
export function notStored(
  error: MarketplaceError,
  { contradictions, pausedContradictions }: LaunchState,
  attempt: LaunchAttempt,
): MarketplaceError {
  const isOpen = contradictions !== undefined || pausedContradictions !== undefined;
  if (error.code !== "TIMED_OUT" || !isOpen) return asReplacement(error, attempt);
  return new MarketplaceError(
    "LAUNCH_UNCONFIRMED",
    `${withoutCode(error)}. The service contradicts itself about this launch, which takes up to 35 minutes to settle. ` +
      "Pulumi decided to replace this resource (replaceOnChanges, replaceWith, replacementTrigger, another provider, a replacement left pending), so nothing of this run is stored, and the next one begins again. " +
      "Raise timeout to an hour or more, or remove that option",
  );
}

/** Throws a `MarketplaceError` when this run must not send a launch request. */
function refusePost(attempt: LaunchAttempt, run: Run): void {
  const { declaration, remembered: facts, key, wasAnnounced, urn } = attempt;
  const { offer, version, verifyVersion } = declaration;
  const name = nameOf(offer);
  const refusal = postRefusal({
    wasPosted: run.memory.wasPosted(key),
    wasAnnounced,
    isReplaced: facts.isReplaced,
    outputsShown: facts.outputsShown,
    inputsNameVersion: facts.inputsNameVersion,
    verifyVersion,
  });
  switch (refusal) {
    case undefined:
      return;
    case "postedBefore":
      throw new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `${name}: this run has already sent a launch request for version ${version}, and nothing proves that it was refused. It was not sent again. Check the offer in Partner Center, then run "pulumi up"`,
      );
    case "replaced":
      throw replacedError(attempt, "");
    case "notAnnounced":
      throw new MarketplaceError(
        "LAUNCH_INDETERMINATE",
        `${name}: version ${version} was not launched again, since the resource did not change and no policy was asked. Check the offer in Partner Center. To launch it, run ${replaceCommand(urn)}`,
      );
  }
}

/** The last check before a launch request is sent. */
export function beforePost(attempt: LaunchAttempt, run: Run): Permit {
  refusePost(attempt, run);
  const permit = run.limits.beforePost(attempt.declaration.offer);
  const forget = run.memory.notePost(attempt.key);
  return {
    withdraw() {
      permit.withdraw();
      forget();
    },
  };
}

/** The same check in a preview. */
export function beforePostInPreview(attempt: LaunchAttempt, run: Run): void {
  refusePost(attempt, run);
  run.preview.beforePost(attempt.declaration.offer);
}
