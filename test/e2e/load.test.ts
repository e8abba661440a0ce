import assert from "node:assert/strict";
import { OfferGoLive } from "../../provider";
import { startSimulator, type Fault, type Simulator } from "../../simulator";
import { attachedPlugin, OfferGoLive as PluginOfferGoLive, PLUGIN_TYPE } from "./support/pluginScene";
import { environmentOf, golives, green, TYPE } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const COUNT = 200;
const OFFERS = Array.from({ length: COUNT }, (_, index) => `offer-${index + 1}`);

/** What goes wrong with every tenth read, in turn. */
const READ_FAULTS: readonly Fault[] = [
  { reset: "before" },
  { status: 500 },
  { status: 503 },
  { delayMs: 300, status: 500 },
];

/** Every tenth launch takes effect, and its answer is lost: without an effect it would rightly stay indeterminate. */
const POST_FAULTS: readonly Fault[] = [{ reset: "after" }, { status: 500, after: true }];

/** As many reads as the run makes for each offer; without an end to it, the last launch would wait for its luck. */
const READS = 12;

/** Lets one of so many requests of a method fail, until so many have failed. */
function failSome(
  simulator: Simulator,
  method: string,
  faults: readonly Fault[],
  { one, of }: { readonly one: number; readonly of: number },
): void {
  for (let count = 0; count < one; count += 1) {
    simulator.fault({ match: { method }, times: of - 1 });
    simulator.fault({ match: { method }, ...faults[count % faults.length] });
  }
}

const DOORS = [
  ["the dynamic resource", OfferGoLive, TYPE],
  ["the provider plugin", PluginOfferGoLive, PLUGIN_TYPE],
] as const;

describe("200 launches in one up, one request in ten failing", function () {
  this.timeout(240_000);

  for (const [door, Launch, type] of DOORS) {
    it(`are 200 POSTs, all live, and nothing is lost, through ${door}`, async () => {
      const simulator = await startSimulator({
        offers: OFFERS.map((name) => `contoso/${name}@2`),
        launchTime: 1_000,
      });
      try {
        await withWorkspace(async (workspace) => {
          const stack = await workspace.stack(
            () => {
              for (const offerId of OFFERS) {
                new Launch(offerId, { publisherId: "contoso", offerId, offerVersion: "2" });
              }
              return Promise.resolve();
            },
            {
              env: { ...environmentOf(simulator), ...(await attachedPlugin()).attach },
              config: {
                "azure-marketplace:endpoint": simulator.url,
                "azure-marketplace:requestsPerSecond": "1000",
              },
            },
          );
          failSome(simulator, "GET", READ_FAULTS, { one: Math.floor((READS * COUNT) / 7), of: 7 });
          failSome(simulator, "POST", POST_FAULTS, { one: COUNT / 10, of: 10 });
          const up = await stack.up({ parallel: COUNT });
          green(up);

          const posts = golives(simulator);
          assert.equal(posts.length, COUNT);
          assert.equal(new Set(posts.map(({ offer }) => offer)).size, COUNT);
          assert.equal(posts.filter(({ status }) => status !== 202).length, COUNT / 10);
          const { requests } = simulator;
          const failed = requests.filter(({ status }) => typeof status === "string" || status >= 500);
          assert.ok(failed.length >= requests.length / 10, `${failed.length} of ${requests.length} failed`);
          for (const { name, productionVersion } of simulator.offers)
            assert.equal(productionVersion, 2, name);

          const launches = (await stack.state()).resources.filter((one) => one.type === type);
          assert.equal(launches.length, COUNT);
          for (const { outputs } of launches) assert.equal(outputs?.["status"], "succeeded");
        });
      } finally {
        await simulator.close();
      }
    });
  }
});
