import { follow } from "./follow";
import { formatDuration } from "./duration";
import {
  checkInputs,
  isUnknown,
  parseDeclaration,
  PREVIEW_INPUT,
  versionChanged,
  type CheckFailure,
  type Properties,
} from "./inputs";
import { launch } from "./launch";
import { nameOf, type LaunchDeps } from "./launchRequest";
import type { LaunchState } from "./launchState";
import type { Offer, Service } from "./marketplace/service";
import type { Clock } from "./operation/clock";
import { live } from "./outcome";
import { tellPreview as preview } from "./preview";
import { lookPatiently } from "./readiness";
import type { Reporter } from "./report";
import { isLive, parseState, toOutputs } from "./state";

/** What one run of the provider has at hand: one for all resources of a process. */
export interface Run {
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Words for the resource's row; without a URN, for the stack's. */
  readonly reporter: (urn?: string) => Reporter;
  /** Throws a `MarketplaceError` when the settings cannot be used. */
  readonly service: () => Service;
  readonly brake: (offer: Offer) => void;
  /** Which resource of this run declares an offer, by the offer's name. */
  readonly declared: Map<string, string>;
  /** What was told of in this preview already. */
  readonly previewed: Set<string>;
}

/**
 * A launch that was accepted, or may have been, and a run that did not end as asked: the engine stores `properties`
 * with the reasons, and the next run resumes from them.
 */
export class PartialError extends Error {
  override readonly name = "PartialError";
  readonly id: string;
  readonly properties: Record<string, unknown>;
  readonly reasons: readonly string[];

  constructor(id: string, properties: Record<string, unknown>, reason: string) {
    super(reason);
    this.id = id;
    this.properties = properties;
    this.reasons = [reason];
  }
}

/** The hidden input that carries the resource's URN, for its row. */
export const URN_INPUT = "__logUrn";

function urnOf(inputs: Properties): string | undefined {
  const urn = inputs[URN_INPUT];
  return typeof urn === "string" && urn.startsWith("urn:pulumi:") ? urn : undefined;
}

function againText(urn: string | undefined): string {
  return `pulumi up --replace '${urn ?? "URN"}' (pulumi stack --show-urns lists the URNs; a protected resource has to be unprotected first)`;
}

function depsOf(run: Run, urn: string | undefined): LaunchDeps {
  return {
    service: run.service(),
    clock: run.clock,
    random: run.random,
    signal: run.signal,
    reporter: run.reporter(urn),
    brake: run.brake,
  };
}

/** Two resources for one offer would fight over it; the engine checks all resources of a run in one process. */
function declaredTwice(inputs: Properties, run: Run): CheckFailure | undefined {
  const urn = urnOf(inputs);
  const { publisherId, offerId } = inputs;
  if (urn === undefined || typeof publisherId !== "string" || typeof offerId !== "string") return undefined;
  if (isUnknown(publisherId) || isUnknown(offerId)) return undefined;
  const offer = nameOf({ publisherId, offerId });
  const other = run.declared.get(offer);
  run.declared.set(offer, other ?? urn);
  if (other === undefined || other === urn) return undefined;
  return {
    property: "offerId",
    reason: `the offer ${offer} is declared twice in this program, by ${other} and by ${urn}: declare it once [OFFER_DECLARED_TWICE]`,
  };
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: CheckFailure[];
}

/** Validates the inputs and computes `launches`; runs in preview too, for every resource, and asks nobody. */
export function check(olds: Properties, news: Properties, run: Run): CheckResult {
  const checked = checkInputs(olds, news);
  const twice = declaredTwice(checked.inputs, run);
  return twice === undefined ? checked : { ...checked, failures: [...checked.failures, twice] };
}

/**
 * In a preview of something that would launch: says what `up` would do, from read-only calls. An unchanged resource
 * costs no request.
 */
export async function tellPreview(news: Properties, checked: CheckResult, run: Run): Promise<void> {
  const { inputs, failures } = checked;
  const urn = urnOf(inputs);
  if (news[PREVIEW_INPUT] !== true || failures.length > 0 || inputs["launches"] !== true) return;
  // The engine may check a resource more than once.
  const key = `${urn ?? ""} ${String(inputs["offerVersion"])}`;
  if (run.previewed.has(key)) return;
  run.previewed.add(key);
  await preview(inputs, { ...run, reporter: run.reporter(urn) });
}

/** Only another version, or a launch that is not known to be live, is something to do; nothing ever replaces. */
export function diff(olds: Properties, news: Properties): { readonly changes: boolean } {
  return { changes: versionChanged(olds, news) || !isLive(olds) };
}

async function launchOrResume(
  inputs: Properties,
  run: Run,
  previous?: LaunchState,
): Promise<Record<string, unknown>> {
  const { offer, version, timeoutMs, waitForLive, waitForReady, verifyVersion } = parseDeclaration(inputs);
  const urn = urnOf(inputs);
  const { state, error } = await launch(
    {
      offer,
      declared: version,
      verifyVersion,
      waitForLive,
      waitForReady,
      deadline: run.clock.now() + timeoutMs,
      again: againText(urn),
      memory: previous?.version === version ? previous : undefined,
      lastLive: previous?.liveVersion,
    },
    depsOf(run, urn),
  );
  const outputs = { ...inputs, ...toOutputs(state) };
  if (error !== undefined) throw new PartialError(nameOf(offer), outputs, error.message);
  return outputs;
}

/** Launches, or finds what is live or under way: a process that died before may have launched already. */
export async function create(
  inputs: Properties,
  run: Run,
): Promise<{ readonly id: string; readonly outs: Record<string, unknown> }> {
  const outs = await launchOrResume(inputs, run);
  return { id: nameOf(parseDeclaration(inputs).offer), outs };
}

/** Launches another version, or resumes the launch that the state tells of. */
export async function update(
  olds: Properties,
  news: Properties,
  run: Run,
): Promise<{ readonly outs: Record<string, unknown> }> {
  return { outs: await launchOrResume(news, run, parseState(olds)) };
}

/** An unfinished launch is looked at once; a settled one keeps its status, and drift is a warning. */
export async function read(
  id: string,
  outputs: Properties,
  run: Run,
): Promise<{ readonly id: string; readonly props: Record<string, unknown> }> {
  const state = parseState(outputs);
  const { offer, verifyVersion } = parseDeclaration(outputs);
  // The URN in the state may be stale here: see Engine.reporter.
  const deps = depsOf(run, undefined);
  const settled = state.status !== "running" && state.status !== "indeterminate";
  const refreshed = settled
    ? await lookForDrift(state, offer, deps)
    : await lookOnce(state, offer, verifyVersion, deps);
  const { liveVersion, endTime, operationUrl, failure, ...kept } = outputs;
  return { id, props: { ...kept, ...toOutputs(refreshed) } };
}

async function lookForDrift(state: LaunchState, offer: Offer, deps: LaunchDeps): Promise<LaunchState> {
  const look = await lookPatiently(offer, deps.clock.now() + 60_000, deps);
  const production = look.production?.version;
  const { liveVersion, ...rest } = state;
  if (state.status === "succeeded" && production !== state.confirmedVersion) {
    const was = state.confirmedVersion ?? "no version";
    deps.reporter.warn(
      `${nameOf(offer)}: production shows ${production ?? "nothing"}, while it showed ${was} when the launch of version ${state.version} was confirmed. Somebody else launched or withdrew it; nothing is launched by this`,
    );
  }
  return production === undefined ? rest : { ...rest, liveVersion: production };
}

async function lookOnce(
  state: LaunchState,
  offer: Offer,
  verifyVersion: boolean,
  deps: LaunchDeps,
): Promise<LaunchState> {
  const { clock, reporter } = deps;
  const now = clock.now();
  const request = { offer, verifyVersion, waitForLive: false, deadline: now };
  const { state: seen, outcome } = await follow(state, request, deps);
  if (outcome.kind !== "end") {
    if (outcome.lastError instanceof Error) throw outcome.lastError;
    return seen;
  }
  const { value } = outcome;
  const age = formatDuration(now - state.startedAt);
  switch (value.kind) {
    case "live":
      reporter.info(`${nameOf(offer)}: version ${state.version} is live`);
      return { ...live(seen, value.liveVersion), endedAt: now };
    case "ended":
      reporter.warn(
        `${nameOf(offer)}: the launch of version ${state.version} ended meanwhile: ${value.status}, ${value.failure.message}. "pulumi up" says what to do`,
      );
      return { ...seen, status: value.status, failure: value.failure, endedAt: now };
    case "stillRunning":
      reporter.info(
        `${nameOf(offer)}: the launch of version ${state.version} runs since ${age}; "pulumi up" follows it`,
      );
      return seen;
    case "lost":
      reporter.warn(
        `${nameOf(offer)}: no launch of version ${state.version} was found ${age} after its POST. "pulumi up" says what to do`,
      );
      return { ...seen, status: "indeterminate" };
  }
}

/** Forgets the launch. Never takes an offer off sale, asks nobody, and says so. */
export function remove(outputs: Properties, run: Run): void {
  const { publisherId, offerId, offerVersion, status, operationUrl } = outputs;
  const running = status === "running" || status === "indeterminate";
  const operation = typeof operationUrl === "string" ? ` (operation ${operationUrl})` : "";
  const rest = running
    ? `its launch${operation} is ${status} and goes on at the service`
    : "the offer stays as it is";
  run
    .reporter()
    .info(
      `forgetting the launch of version ${String(offerVersion)} of ${String(publisherId)}/${String(offerId)}: nothing is taken off sale, ${rest}`,
    );
}
