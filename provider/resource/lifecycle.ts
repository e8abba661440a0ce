import { MarketplaceError } from "../errors";
import { isUnfinished, withContradictionTimes, type LaunchState } from "../decision/launchState";
import { launch } from "../launch/launch";
import { lookForDrift, lookOnce } from "../launch/refresh";
import type { LaunchDeps, LaunchResult } from "../launch/launchRequest";
import type { ApiName } from "../marketplace/apiName";
import { nameOf } from "../marketplace/offer";
import {
  asReplacement,
  attemptOf,
  beforePost,
  namesOf,
  notStored,
  oldStays,
  type LaunchAttempt,
} from "./launchAttempt";
import { replaceCommand, type CallContext } from "./context";
import { DEFAULT_TIMEOUT_MS, parseDeclaration } from "./declaration";
import { apiOf, serviceChanged, versionChanged } from "./launchMark";
import type { Properties } from "./properties";
import { originOf, type Run } from "./run";
import { isLive, parseState, replaceLaunch, toOutputs } from "./storedState";
import { tellChanged } from "./tellPreview";

/**
 * How a run for one resource ended. `partial`: a launch was accepted, or may have been, and the run did not end as
 * asked. The door has its engine store `outputs` and the reason. The next run resumes from them.
 */
export type LaunchEnd =
  | { readonly kind: "done"; readonly id: string; readonly outputs: Record<string, unknown> }
  | {
      readonly kind: "partial";
      readonly id: string;
      readonly outputs: Record<string, unknown>;
      /** For a person, with the error's code last. */
      readonly reason: string;
    };

function depsOf(run: Run, api: ApiName, urn: string | undefined): Omit<LaunchDeps, "beforePost"> {
  const { clock, steady, random, signal } = run;
  return { service: run.service(api), clock, steady, random, signal, reporter: run.reporter(urn) };
}

/**
 * There are changes when the version or the service differs, or when the launch is not known to be live. Nothing ever
 * replaces the resource. In a preview it says what `up` would do.
 */
export async function diff(
  olds: Properties,
  news: Properties,
  { urn, preview }: CallContext,
  run: Run,
): Promise<{ readonly changes: boolean }> {
  const names = namesOf(urn, olds);
  // States of earlier versions name the service only among the inputs.
  const before = { ...pick(run.memory.shownOf(names).inputs.at(-1), "service"), ...olds };
  run.memory.noteOutputs(names, before);
  const changes = versionChanged(before, news) || serviceChanged(before, news) || !isLive(before);
  if (preview && changes) await tellChanged(before, news, urn, run);
  return { changes };
}

function pick(properties: Properties | undefined, name: string): Properties {
  const value = properties?.[name];
  return value === undefined ? {} : { [name]: value };
}

function deadlineOf({ declaration }: LaunchAttempt, timeoutSeconds: number | undefined, run: Run): number {
  const byEngine = timeoutSeconds === undefined || timeoutSeconds <= 0 ? undefined : timeoutSeconds * 1_000;
  return run.clock.monotonic() + (declaration.timeoutMs ?? byEngine ?? DEFAULT_TIMEOUT_MS);
}

function tellLeftBehind({ declaration, remembered, urn }: LaunchAttempt, run: Run): void {
  const { leftBehind } = remembered;
  if (leftBehind === undefined) return;
  run
    .reporter(urn)
    .warn(
      `${nameOf(declaration.offer)}: the launch of version ${leftBehind.version} at the earlier service was still running when last checked, and is no longer followed`,
    );
}

/** For the state: how old contradictions are stays the same when somebody has set the clock during the run. */
function inWallTime(state: LaunchState, { clock, steady }: Run): LaunchState {
  const setMs = clock.now() - steady();
  return withContradictionTimes(state, (time) => time + setMs);
}

async function launchOrResume(
  inputs: Properties,
  olds: Properties | undefined,
  { urn, timeoutSeconds }: CallContext,
  run: Run,
): Promise<LaunchEnd> {
  const attempt = attemptOf(inputs, olds, urn, run);
  const { declaration, remembered, key } = attempt;
  const { api, offer, version, waitForLive, waitForReady, verifyVersion } = declaration;
  tellLeftBehind(attempt, run);
  const { state, error } = await launch(
    {
      offer,
      declared: version,
      verifyVersion,
      waitForLive,
      waitForReady,
      deadline: deadlineOf(attempt, timeoutSeconds, run),
      again: replaceCommand(urn),
      ...remembered.launch,
    },
    { ...depsOf(run, api, urn), beforePost: () => beforePost(attempt, run) },
  ).catch((error: unknown): LaunchResult => {
    if (!(error instanceof MarketplaceError)) throw error;
    if (oldStays(attempt, run)) throw asReplacement(error, attempt);
    // An earlier call of this process may have launched. That launch must not get lost when a later call fails early.
    const known = run.memory.launchOf(key);
    if (known === undefined) throw error;
    return { state: known, error };
  });
  const fromBefore = oldStays(attempt, run);
  run.memory.noteLaunch(key, state);
  const id = nameOf(offer);
  const outputs = { ...inputs, ...toOutputs(inWallTime(state, run)) };
  if (error === undefined) return { kind: "done", id, outputs };
  // Stored a second time, beside the old resource, the launch would block the user's own replacement.
  if (fromBefore) throw notStored(error, state, attempt);
  return { kind: "partial", id, outputs, reason: error.message };
}

/** Launches, or finds what is live or running: a process that died before may have launched already. */
export function create(inputs: Properties, context: CallContext, run: Run): Promise<LaunchEnd> {
  return launchOrResume(inputs, undefined, context, run);
}

/** Launches another version, or resumes the launch that the state tells of. */
export function update(
  olds: Properties,
  news: Properties,
  context: CallContext,
  run: Run,
): Promise<LaunchEnd> {
  return launchOrResume(news, olds, context, run);
}

/** Looks once at an unfinished launch. A finished one keeps its status, and drift is a warning. */
export async function read(
  id: string,
  outputs: Properties,
  run: Run,
): Promise<{ readonly id: string; readonly outputs: Record<string, unknown> }> {
  const state = parseState(outputs);
  const { offer, verifyVersion } = parseDeclaration(outputs);
  const api = apiOf(outputs);
  const present = originOf(api, run.settings());
  if (serviceChanged(outputs, { ...outputs, service: present })) {
    run
      .reporter()
      .warn(
        `${nameOf(offer)}: not refreshed, since the state is about ${String(outputs["service"])} and the settings name ${present}. The next "pulumi up" checks the offer there`,
      );
    return { id, outputs: { ...outputs } };
  }
  // The URN in the state may be out of date here.
  const deps = depsOf(run, api, undefined);
  const refreshed: LaunchState = isUnfinished(state)
    ? await lookOnce(state, offer, verifyVersion, deps)
    : await lookForDrift(state, offer, deps);
  return { id, outputs: replaceLaunch(outputs, inWallTime(refreshed, run)) };
}

/** Forgets the launch, and says so. Sends no request, and never takes an offer off sale. */
export function remove(outputs: Properties, { urn }: CallContext, run: Run): void {
  run.memory.noteOutputs(namesOf(urn, outputs), outputs);
  const { publisherId, offerId, offerVersion, status, operationUrl } = outputs;
  const operation = typeof operationUrl === "string" ? ` (operation ${operationUrl})` : "";
  const rest = isUnfinished(outputs)
    ? `its launch${operation} is ${String(status)} and goes on at the service`
    : "the offer stays as it is";
  run
    .reporter()
    .info(
      `forgetting the launch of version ${String(offerVersion)} of ${String(publisherId)}/${String(offerId)}: nothing is taken off sale, ${rest}`,
    );
}
