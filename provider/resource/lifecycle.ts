import {
  checkInputs,
  isUnknown,
  parseDeclaration,
  URN_INPUT,
  versionChanged,
  type CheckFailure,
  type Properties,
} from "./inputs";
import { launch } from "../launch/launch";
import { type LaunchDeps } from "../launch/request";
import type { LaunchState } from "../decision/launchState";
import { nameOf, type Offer } from "../marketplace/offer";
import type { Service } from "../marketplace/service";
import type { Clock } from "../waiting/clock";
import { pastOf, type Silence } from "./preview";
import { lookForDrift, lookOnce } from "../launch/refresh";
import type { Reporter } from "../launch/progress";
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
  /** Whether this is a preview that looks, and what was told in it already. */
  readonly preview: {
    active: boolean;
    readonly told: Set<string>;
    /** Counts what would be launched. */
    readonly brake: (offer: Offer) => void;
    readonly silent: Silence;
  };
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

/** The resource's URN, as the provider object hands it over among the inputs. */
export function urnOf(inputs: Properties): string | undefined {
  const urn = inputs[URN_INPUT];
  return typeof urn === "string" && urn.startsWith("urn:pulumi:") ? urn : undefined;
}

/** How a person launches the same version again. */
export function againText(urn: string | undefined): string {
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
    code: "OFFER_DECLARED_TWICE",
    property: "offerId",
    reason: `the offer ${offer} is declared twice in this program, by ${other} and by ${urn}: declare it once`,
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
      ...(previous === undefined ? {} : pastOf(previous, { version })),
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
