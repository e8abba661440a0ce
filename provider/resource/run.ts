import { createRequire } from "node:module";
import type * as CreateService from "../marketplace/createService";
import type { Reporter } from "../launch/reporter";
import { createSafetyLimits, type SafetyLimits } from "../launch/safetyLimits";
import type { ApiName } from "../marketplace/apiName";
import { offerKey, type Offer } from "../marketplace/offer";
import type { Service } from "../marketplace/service";
import { refuseMisspelt } from "../settings/misspelt";
import { projectOf } from "../settings/projectName";
import { readSettings, type Settings } from "../settings/settings";
import type { ConfigReader, Environment } from "../settings/settingText";
import type { Clock } from "../waiting/clock";
import { createMemory, type RunMemory } from "./memory";
import type { Silence } from "./preview";
import type { PreviewText } from "./previewText";

/** What a door hands in. */
export interface RunDeps {
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Aborted when the engine asks to stop. */
  readonly signal: AbortSignal;
  /** Words for the resource's row; without a URN, for the stack's. */
  readonly reporter: (urn?: string) => Reporter;
  /** Called until it succeeds once. Throws `SETTING_INVALID`. */
  readonly settings: () => Settings;
  /** Makes the service of an API, at the first request for it. */
  readonly createService: (api: ApiName, settings: Settings) => Service;
}

/** What one run of the provider has at hand: one for all resources of a process. */
export interface Run extends Omit<RunDeps, "createService"> {
  /** Throws a `MarketplaceError` when the settings cannot be used. */
  readonly service: (api: ApiName) => Service;
  /** Counts the launch requests of this run. */
  readonly limits: SafetyLimits;
  readonly memory: RunMemory;
  /** Which resource of this run declares an offer, and as what, by the offer's key. */
  readonly declared: Map<string, { readonly urn: string; readonly name: string }>;
  readonly preview: PreviewMemory;
}

/** What a preview has done so far; the engine may ask about a resource more than once. */
export interface PreviewMemory {
  /** What `up` would do, by resource and what was asked. */
  readonly foreseen: Map<string, Promise<PreviewText>>;
  readonly said: Set<string>;
  /** Counts the offers that would be launched. Throws `TOO_MANY_LAUNCHES`. */
  readonly beforePost: (offer: Offer) => void;
  readonly silence: (api: ApiName) => Silence;
}

/** Gives what `make` gave for a key the first time. */
function once<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, T>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

export function createRun({ createService, ...deps }: RunDeps): Run {
  const readOnce = once(() => deps.settings());
  const settings = (): Settings => readOnce(undefined);
  // A rehearsal is a preview, too.
  const previewLimits = createSafetyLimits(() => ({ ...settings(), readOnly: false }));
  const counted = new Set<string>();
  return {
    ...deps,
    settings,
    service: once((api: ApiName) => createService(api, settings())),
    limits: createSafetyLimits(settings),
    memory: createMemory(),
    declared: new Map(),
    preview: {
      foreseen: new Map(),
      said: new Set(),
      beforePost(offer) {
        const key = offerKey(offer);
        if (!counted.has(key)) previewLimits.beforePost(offer);
        counted.add(key);
      },
      silence: once(() => ({})),
    },
  };
}

/** Where settings come from. */
export interface SettingSources {
  readonly config: ConfigReader;
  /** The full keys of the stack config, as far as the door can list them. */
  readonly configKeys: () => readonly string[];
  /** Names the project as well. */
  readonly environment: Environment;
}

/** Reads the settings of a run. Throws `SETTING_INVALID`, for a misspelt name too. */
export function settingsOf({ config, configKeys, environment }: SettingSources): Settings {
  refuseMisspelt(configKeys(), [], projectOf(environment));
  return readSettings(config, environment);
}

/** The origin of the service that the settings name for an API. */
export function originOf(api: ApiName, { endpoint, graphEndpoint }: Settings): string {
  return (api === "cloudPartner" ? endpoint : graphEndpoint).origin;
}

/** Makes services over the network. Its code is loaded at the first request: most previews need none. */
export function networkService(
  deps: CreateService.ServiceDeps,
): (api: ApiName, settings: Settings) => Service {
  return (api, settings) => {
    const { createService } = createRequire(__filename)(
      "../marketplace/createService.js",
    ) as typeof CreateService;
    return createService(settings, deps, api);
  };
}
