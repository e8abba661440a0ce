import * as core from "../resource/lifecycle";
import { check as checkResource } from "../resource/check";
import { failureText } from "../resource/declaration";
import type { Properties } from "../resource/properties";
import { sayOnce } from "../resource/sayOnce";
import { createRun, networkService, settingsOf, type Run } from "../resource/run";
import { clean } from "../values/plainData";
import { systemClock } from "../waiting/clock";
import { attachEngine, detachedEngine, engineAddress, type Engine } from "./engine";
import { close, open, PROVIDER_INPUT, type Hidden } from "./hiddenInputs";
import { PartialError } from "./partialError";
import { stackConfig, stackConfigKeys } from "./stackConfig";

// The serialised provider in the state requires this module as "pulumi-azure-marketplace/runtime". Its names and
// arguments are a contract with the text in every state ever written: never rename, only add.

/** Time for running work to notice that nobody waits for it, in milliseconds. */
const ORPHAN_GRACE_MS = 10_000;

/** Ends this process. A killed CLI leaves its providers behind, and nothing else would end them. */
function endSoon(): void {
  setTimeout(() => process.exit(1), ORPHAN_GRACE_MS);
}

function startRun(): Run {
  const address = engineAddress(process.argv);
  const engine: Engine =
    address === undefined ? detachedEngine() : attachEngine(address, { onGone: endSoon });
  return createRun({
    clock: systemClock,
    random: Math.random,
    signal: engine.signal,
    reporter: (urn) => (isPreview ? sayOnce(engine.reporter(urn)) : engine.reporter(urn)),
    settings: () =>
      settingsOf({ config: stackConfig, configKeys: stackConfigKeys, environment: process.env }),
    createService: networkService({ clock: systemClock, log: (line) => engine.debug(line) }),
  });
}

/** The run of all resources of this process. */
let currentRun: Run | undefined;

function run(): Run {
  return (currentRun ??= startRun());
}

/** Set by the first check, for the whole process. */
let isPreview = false;

function contextOf({ urn }: Hidden): { readonly urn: string | undefined; readonly preview: boolean } {
  return { urn, preview: isPreview };
}

/** Rethrows everything as an Error with plain properties. Anything else would lose the launch or hang the engine. */
async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error ? error : new Error(String(error));
  }
}

/** Plain data in the engine's form. */
function answer(properties: Properties, hidden: Hidden): Record<string, unknown> {
  return clean(close(properties, hidden));
}

interface EngineFailure {
  readonly property: string;
  readonly reason: string;
}

export function check(
  olds: Properties,
  news: Properties,
): Promise<{ inputs: Record<string, unknown>; failures: EngineFailure[] }> {
  return guarded(async () => {
    const { properties, hidden } = open(news);
    isPreview ||= hidden.isPreview;
    const checked = await checkResource(open(olds).properties, properties, contextOf(hidden), run());
    const failures = checked.failures.map((one) => ({ property: one.property, reason: failureText(one) }));
    return { inputs: answer(checked.inputs, hidden), failures };
  });
}

export function diff(_id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }> {
  return guarded(async () => {
    const { properties, hidden } = open(news);
    const { changes } = await core.diff(open(olds).properties, properties, contextOf(hidden), run());
    // A state from the provider plugin is stored again: the engine reads and deletes only states that hold their
    // provider's text.
    return { changes: changes || olds[PROVIDER_INPUT] === undefined };
  });
}

/** Returns the properties to store. If the run failed, they are thrown: the SDK offers no other way. */
function storedEnd(end: core.LaunchEnd, hidden: Hidden): { id: string; outs: Record<string, unknown> } {
  const outs = answer(end.outputs, hidden);
  if (end.kind === "partial") throw new PartialError(end.id, outs, end.reason);
  return { id: end.id, outs };
}

export function create(inputs: Properties): Promise<{ id: string; outs: Record<string, unknown> }> {
  return guarded(async () => {
    const { properties, hidden } = open(inputs);
    return storedEnd(await core.create(properties, contextOf(hidden), run()), hidden);
  });
}

export function read(
  id: string,
  outputs: Properties = {},
): Promise<{ id: string; props: Record<string, unknown> }> {
  return guarded(async () => {
    const { properties, hidden } = open(outputs);
    const { outputs: refreshed } = await core.read(id, properties, run());
    return { id, props: answer(refreshed, hidden) };
  });
}

export function update(
  _id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Record<string, unknown> }> {
  return guarded(async () => {
    const { properties, hidden } = open(news);
    const end = await core.update(open(olds).properties, properties, contextOf(hidden), run());
    return { outs: storedEnd(end, hidden).outs };
  });
}

export function remove(_id: string, outputs: Properties = {}): Promise<void> {
  return guarded(() => {
    const { properties, hidden } = open(outputs);
    core.remove(properties, contextOf(hidden), run());
  });
}
