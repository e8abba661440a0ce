import assert from "node:assert/strict";
import { API_NAMES, type ApiName } from "../../provider/marketplace/apiName";
import { startSimulator, type Fault, type Simulator } from "../../simulator";
import { DOORS, PLUGIN_DOOR, RESOURCE_DOOR, type Door } from "./support/doors";
import { environmentOf, golives, green } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const COUNT = 200;
const OFFERS = Array.from({ length: COUNT }, (_, index) => `offer-${index + 1}`);

/** The faults of every tenth read, in turn. */
const READ_FAULTS: Readonly<Record<ApiName, readonly Fault[]>> = {
  cloudPartner: [{ reset: "before" }, { status: 500 }, { status: 503 }, { delayMs: 300, status: 500 }],
  // Without a wish of the service, the next request to this API comes a minute later. After 429 and 503 with one, all wait.
  productIngestion: [500, 502, 504].map((status) => ({ status, headers: { "Retry-After": "1" } })),
};

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

interface Load {
  readonly door: Door;
  readonly api: ApiName;
}

/** Each API and each door once; `npm run test:soak` asks for every pair. */
const LOADS: readonly Load[] =
  process.env["OFFER_GO_LIVE_SOAK"] === undefined
    ? [
        { door: RESOURCE_DOOR, api: "cloudPartner" },
        { door: PLUGIN_DOOR, api: "productIngestion" },
      ]
    : DOORS.flatMap((door) => API_NAMES.map((api) => ({ door, api })));

describe("200 launches in one up, one request in ten failing", function () {
  this.timeout(240_000);

  for (const { door, api } of LOADS) {
    it(`are 200 POSTs, all live, and nothing is lost: ${api}, through ${door.name}`, async () => {
      const simulator = await startSimulator({
        offers: OFFERS.map((name) => `contoso/${name}@2`),
        launchTime: 1_000,
      });
      try {
        await withWorkspace(async (workspace) => {
          const stack = await workspace.stack(
            () => {
              for (const offerId of OFFERS) {
                const offerVersion =
                  api === "cloudPartner" ? "2" : simulator.offer(`contoso/${offerId}`).previewSubmission;
                door.declare(offerId, { api, publisherId: "contoso", offerId, offerVersion });
              }
              return Promise.resolve();
            },
            {
              env: { ...environmentOf(simulator), ...(await door.environment()) },
              config: { ...door.config(simulator), "azure-marketplace:requestsPerSecond": "1000" },
            },
          );
          failSome(simulator, "GET", READ_FAULTS[api], { one: Math.floor((READS * COUNT) / 7), of: 7 });
          failSome(simulator, "POST", POST_FAULTS, { one: COUNT / 10, of: 10 });
          green(await stack.up({ parallel: COUNT }));

          const posts = golives(simulator);
          assert.equal(posts.length, COUNT);
          assert.equal(new Set(posts.map(({ offer }) => offer)).size, COUNT);
          assert.equal(posts.filter(({ status }) => status !== 202).length, COUNT / 10);
          const { requests } = simulator;
          const failed = requests.filter(({ status }) => typeof status === "string" || status >= 400);
          assert.ok(failed.length >= requests.length / 10, `${failed.length} of ${requests.length} failed`);
          for (const { name, productionVersion } of simulator.offers)
            assert.equal(productionVersion, 2, name);

          const launches = (await stack.state()).resources.filter((one) => one.type === door.type);
          assert.equal(launches.length, COUNT);
          for (const { outputs } of launches) assert.equal(outputs?.["status"], "succeeded");
        });
      } finally {
        await simulator.close();
      }
    });
  }
});
