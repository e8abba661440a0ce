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
import type { ConfigReader } from "../settings/settingText";
import type { Environment } from "../values/environment";
import { once, onceForEach } from "../values/once";
import { steadyTime, type Clock } from "../waiting/clock";
import { createMemory, type RunMemory } from "./runMemory";
import type { Silence } from "./preview";
import type { PreviewText } from "./previewText";

/** The parts of a run that depend on the door. */
export interface RunDeps {
  readonly clock: Clock;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** Aborted when the engine asks to stop. */
  readonly signal: AbortSignal;
  /** Where messages for a resource's row go. Without a URN: the stack's row. */
  readonly reporter: (urn?: string) => Reporter;
  /** Called until it has succeeded once. Throws `SETTING_INVALID`. */
  readonly settings: () => Settings;
  /** Creates the service of an API, when it is first needed. */
  readonly createService: (api: ApiName, settings: Settings) => Service;
}

/** The parts that all resources of one run share. */
export interface Run extends Omit<RunDeps, "createService"> {
  /** Throws a `MarketplaceError` when the settings cannot be used. */
  readonly service: (api: ApiName) => Service;
  /** Wall time as of the run's beginning, which setting the clock does not change. Milliseconds since 1970. */
  readonly steady: () => number;
  /** Counts the launch requests of this run. */
  readonly limits: SafetyLimits;
  readonly memory: RunMemory;
  /** Which resource declares an offer in this run, and as what, by the offer's key. */
  readonly declared: Map<string, { readonly urn: string; readonly name: string }>;
  readonly preview: PreviewMemory;
}

/** The memory of a preview. The engine may ask about a resource more than once. */
export interface PreviewMemory {
  /** The foreseen effects of `up`, by resource and question. */
  readonly foreseen: Map<string, Promise<PreviewText>>;
  readonly said: Set<string>;
  /** Counts the offers that would be launched. Throws `TOO_MANY_LAUNCHES`. */
  readonly beforePost: (offer: Offer) => void;
  readonly silence: (api: ApiName) => Silence;
}

export function createRun({ createService, ...deps }: RunDeps): Run {
  const settings = once(() => deps.settings());
  // Previewing is allowed in a rehearsal.
  const previewLimits = createSafetyLimits(() => ({ ...settings(), readOnly: false }));
  const counted = new Set<string>();
  return {
    ...deps,
    settings,
    steady: steadyTime(deps.clock),
    service: onceForEach((api: ApiName) => createService(api, settings())),
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
      silence: onceForEach(() => ({})),
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

/** Reads a run's settings. Throws `SETTING_INVALID`, for misspelt names too. */
export function settingsOf({ config, configKeys, environment }: SettingSources): Settings {
  refuseMisspelt(configKeys(), [], projectOf(environment));
  return readSettings(config, environment);
}

/** The origin of the service that the settings name for an API. */
export function originOf(api: ApiName, { endpoint, graphEndpoint }: Settings): string {
  return (api === "cloudPartner" ? endpoint : graphEndpoint).origin;
}

/** Creates services that use the network. Their code is loaded when it is first needed: most previews need none. */
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
