import type { ApiName } from "../../provider/marketplace/apiName";
import type { SimulatorOptions } from "../../simulator";
import type { EngineDoor } from "../support/door";
import { createWorld, type World } from "../support/world";
import type { Machine } from "./gaps";
import { createLedger, type Ledger } from "./ledger";
import type { Act } from "./schedule";
import type { Story } from "./story";
import type { Tally } from "./tally";
import { offerIdOf, viewOf } from "./view";

/** The things that all runs of a play share. */
export interface PlayStage {
  readonly machine: Machine;
  readonly story: Story;
  readonly tally: Tally;
  readonly api: ApiName;
  readonly options: SimulatorOptions;
  /** The provider as the engine calls it. */
  readonly door: EngineDoor;
}

/** One simulated service, what happened there, and what others do there. */
export interface Place {
  readonly world: World;
  readonly ledger: Ledger;
  /** Somebody else does something. */
  readonly act: (what: Act) => void;
  /** How often somebody published. */
  publishes(): number;
  tallyTraits(): void;
}

function traits(options: SimulatorOptions): string[] {
  const { ingestion } = options;
  return [
    ...(ingestion === undefined
      ? [`location ${options.location ?? "relative"}`, `body ${options.operationShape ?? "object"}`]
      : [`preview entry ${ingestion.list ?? "kept"}`, `numbers ${ingestion.numbers ?? "rising"}`]),
    ...(options.publishRemainsRunning === true ? ["publish remains running"] : []),
    ...(options.goliveContinuesPublish === true ? ["golive continues the publish"] : []),
    ...((options.submissionsLagMs ?? 0) > 0 ? ["the list lags"] : []),
    ...((options.statusLagMs ?? 0) > 0 ? ["the status lags"] : []),
    ...((options.productionLagMs ?? 0) > 0 ? ["production lags"] : []),
    ...(Object.keys(options.words ?? ingestion?.words ?? {}).length > 0 ? ["other words"] : []),
  ];
}

export function createPlace(
  endpoint: string,
  { machine, story, tally, api, options }: Omit<PlayStage, "door">,
): Place {
  const { clock } = machine;
  const world = createWorld(options, { clock, endpoint });
  const { service } = world;
  const name = `contoso/${offerIdOf(api)}`;
  const ledger = createLedger(
    () => viewOf(service.offer(name), api),
    () => clock.now(),
    options.documents?.versionRisesAtGolive === true ? 1 : 0,
  );
  let publishes = 0;
  ledger.look();
  return {
    world,
    ledger,
    publishes: () => publishes,
    tallyTraits() {
      for (const what of traits(options)) tally.count("service", what);
    },
    act(what) {
      ledger.look();
      try {
        if (what === "goLive" || what === "publish" || what === "cancel") service[what](name);
        else service.failNextLaunch(name, { messages: ["No quota"] });
        if (what === "publish") publishes += 1;
        story.add(`  somebody: ${what}`);
        tally.count("act", what);
      } catch {
        // The service refuses it: then it did not happen.
      }
      ledger.look("other", what === "cancel");
    },
  };
}
