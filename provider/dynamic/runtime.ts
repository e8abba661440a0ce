import { createRequire } from "node:module";
import { clean } from "../values/plainData";
import type * as CreateService from "../createService";
import { attachEngine, detachedEngine, engineAddress, type Engine } from "./engine";
import { failureText, type Properties } from "../resource/inputs";
import * as lifecycle from "../resource/lifecycle";
import { createBrake } from "../launch/brake";
import type { Service } from "../marketplace/service";
import { systemClock } from "../waiting/clock";
import { refuseMisspelt } from "../settings/misspelt";
import { projectOf } from "../settings/projectName";
import { readSettings, type Settings } from "../settings/settings";
import type { ConfigReader } from "../settings/settingText";
import { tellChanged, tellNew } from "../resource/previewOnce";

// What the serialised provider in the state reaches as "pulumi-azure-marketplace/runtime". Its names and arguments
// are a contract with the text in every state ever written: never rename, only add.

/** Enough for what runs to find out that nobody waits for it. */
const ORPHAN_GRACE_MS = 10_000;

/** At the first request, not before: most previews find nothing to do, and need no network code. */
function loadCreateService(): typeof CreateService {
  return createRequire(__filename)("../createService.js") as typeof CreateService;
}

/** Set by the serialised provider's `configure`: all stack config, by full key. */
function stackConfig(): ConfigReader {
  const config: unknown = Reflect.get(globalThis, "pulumiAzureMarketplaceConfig");
  if (typeof config !== "object" || config === null) return () => undefined;
  const get: unknown = Reflect.get(config, "get");
  if (typeof get !== "function") return () => undefined;
  return (key) => {
    const value: unknown = Reflect.apply(get, config, [key]);
    return typeof value === "string" ? value : undefined;
  };
}

/** The full keys of the stack config, where this SDK shows them: it has no public way to list them. */
function stackConfigKeys(): readonly string[] {
  const config: unknown = Reflect.get(globalThis, "pulumiAzureMarketplaceConfig");
  if (typeof config !== "object" || config === null) return [];
  const raw: unknown = Reflect.get(config, "rawConfig");
  return typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
}

/** A killed CLI leaves its providers behind: nobody else would end this process. */
function endSoon(): void {
  setTimeout(() => process.exit(1), ORPHAN_GRACE_MS);
}

function createRun(): lifecycle.Run & { readonly settings: () => Settings } {
  const address = engineAddress(process.argv);
  const engine: Engine =
    address === undefined ? detachedEngine() : attachEngine(address, { onGone: endSoon });
  let settings: Settings | undefined;
  let service: Service | undefined;
  const readOnce = (): Settings => {
    if (settings !== undefined) return settings;
    refuseMisspelt(stackConfigKeys(), [], projectOf(process.env));
    return (settings = readSettings(stackConfig(), process.env));
  };
  return {
    clock: systemClock,
    random: Math.random,
    signal: engine.signal,
    reporter: (urn) => engine.reporter(urn),
    settings: readOnce,
    service: () =>
      (service ??= loadCreateService().createService(readOnce(), {
        clock: systemClock,
        log: (line) => engine.debug(line),
      })),
    brake: createBrake(readOnce),
    declared: new Map(),
    preview: { active: false, told: new Set(), silent: {}, brake: createBrake(readOnce) },
  };
}

let currentRun: ReturnType<typeof createRun> | undefined;

function run(): ReturnType<typeof createRun> {
  return (currentRun ??= createRun());
}

/** Nothing but an Error with plain properties may leave: anything else loses the launch or hangs the engine. */
async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return clean(await work());
  } catch (error) {
    if (error instanceof lifecycle.PartialError) {
      throw new lifecycle.PartialError(error.id, clean(error.properties), error.message);
    }
    throw error instanceof Error ? error : new Error(String(error));
  }
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
    const current = run();
    const checked = lifecycle.check(olds, news, current);
    const ofInputs = checked.failures.map((one) => ({ property: one.property, reason: failureText(one) }));
    const failures = [...ofInputs, ...settingsFailures()];
    if (failures.length === 0 && !current.settings().skipPreviewLook) {
      await tellNew(olds, news, checked, current);
    }
    return { inputs: checked.inputs, failures };
  });
}

/** Settings that cannot be used are told in preview, not first when something is launched. */
function settingsFailures(): EngineFailure[] {
  try {
    run().settings();
    return [];
  } catch (error) {
    return [{ property: "", reason: error instanceof Error ? error.message : String(error) }];
  }
}

export function diff(_id: string, olds: Properties, news: Properties): Promise<{ changes: boolean }> {
  return guarded(async () => {
    await tellChanged(olds, news, run());
    return lifecycle.diff(olds, news);
  });
}

export function create(inputs: Properties): Promise<{ id: string; outs: Record<string, unknown> }> {
  return guarded(() => lifecycle.create(inputs, run()));
}

export function read(
  id: string,
  outputs: Properties = {},
): Promise<{ id: string; props: Record<string, unknown> }> {
  return guarded(() => lifecycle.read(id, outputs, run()));
}

export function update(
  _id: string,
  olds: Properties,
  news: Properties,
): Promise<{ outs: Record<string, unknown> }> {
  return guarded(() => lifecycle.update(olds, news, run()));
}

export function remove(_id: string, outputs: Properties = {}): Promise<void> {
  return guarded(() => lifecycle.remove(outputs, run()));
}
