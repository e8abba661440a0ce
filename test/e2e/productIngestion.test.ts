import assert from "node:assert/strict";
import { OfferGoLive } from "../../provider";
import { startSimulator } from "../../simulator";
import { ACCOUNTS, type Account } from "../support/ingestionScene";
import { upKilledAt } from "./support/killed";
import { playProject, type Program, type ProjectOptions } from "./support/project";
import { environmentOf, golives, green, TOKEN } from "./support/scene";
import { withWorkspace } from "./support/workspace";

const PORTAL = { publisherId: "contoso", offerId: "vm" } as const;
const NEWER = { publisherId: "contoso", offerId: "app" } as const;
/** All moments take minutes: `npm run test:soak` asks for them. */
const soak = process.env["OFFER_GO_LIVE_SOAK"] !== undefined;
const MOMENTS = { kept: [3, 6], vanished: [2, 4] } as const;

const GRAPH_TOKEN = "a-token-for-the-other-api";

describe("an offer of each API, in one stack on the real engine", function () {
  this.timeout(240_000);

  it("goes live by up, as the preview said, each with its own token and nowhere else", async () => {
    // Each accepts its own token only, so that one sent to the wrong API is refused.
    const portal = await startSimulator({
      offers: [{ ...PORTAL, production: 1, preview: 2, apis: ["cloudPartner"] }],
      launchTime: 1_000,
      accessToken: TOKEN,
    });
    const graph = await startSimulator({
      offers: [{ ...NEWER, production: 1, preview: 2, apis: ["productIngestion"] }],
      launchTime: 1_000,
      accessToken: GRAPH_TOKEN,
    });
    try {
      await withWorkspace(async (workspace) => {
        const number = graph.offer("contoso/app").previewSubmission ?? "";
        const env = {
          ...environmentOf(portal),
          AZURE_MARKETPLACE_GRAPH_ENDPOINT: graph.url,
          AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN: GRAPH_TOKEN,
        };
        const stack = await workspace.stack(
          () => {
            const one = new OfferGoLive("portal", { ...PORTAL, offerVersion: 2 });
            const two = new OfferGoLive("newer", { api: "productIngestion", ...NEWER, offerVersion: number });
            return Promise.resolve({ portal: one.liveVersion, newer: two.liveVersion });
          },
          { env },
        );
        const preview = await stack.preview();
        green(preview);
        assert.match(preview.text, /contoso\/vm: up would launch version 2, which is ready/);
        assert.ok(preview.text.includes(`contoso/app: up would launch version ${number}, which is ready`));
        assert.deepEqual([golives(portal).length, golives(graph).length], [0, 0]);

        const up = await stack.up();
        green(up);
        const outputs = await stack.outputs();
        assert.deepEqual([outputs["portal"]?.value, outputs["newer"]?.value], ["2", number]);
        green(await stack.up());
        green(await stack.refresh());
        assert.deepEqual([golives(portal).length, golives(graph).length], [1, 1]);
        for (const simulator of [portal, graph]) {
          assert.ok(simulator.requests.every(({ status }) => status !== 401));
        }
        const left = JSON.stringify([(await stack.state()).resources, outputs]) + preview.text + up.text;
        for (const token of [TOKEN, GRAPH_TOKEN]) assert.ok(!left.includes(token));
      });
    } finally {
      await portal.close();
      await graph.close();
    }
  });
});

/** Each account of the list through a door of its own; in the soak run each through both. */
const RUNS: readonly (readonly [Account, Program])[] = soak
  ? ACCOUNTS.flatMap((list) => (["quickstart", "yaml"] as const).map((program) => [list, program] as const))
  : [
      ["kept", "quickstart"],
      ["vanished", "yaml"],
    ];

for (const [list, program] of RUNS) {
  const options: ProjectOptions = {
    program,
    offers: [{ ...NEWER, production: 1, preview: 2 }],
    launchTime: 5_000,
    ingestion: { list },
    declares: (simulator) => ({
      ...{ api: "productIngestion", ...NEWER },
      offerVersion: simulator.offer("contoso/app").previewSubmission,
    }),
  };

  describe(`a launch through Product Ingestion on the real engine, the entry in preview ${list} (${program})`, function () {
    this.timeout(240_000);

    // The look takes two requests, the POST is the third, then the job is asked every second.
    for (const moment of soak ? [2, 3, 4, 5, 6, 8] : MOMENTS[list]) {
      it(`is resumed without a second POST: CLI and provider killed at request ${moment}`, async () => {
        await playProject(options, async (project) => {
          await upKilledAt(project, moment);
          await project.run("cancel", "--yes", "--stack", "test");
          const { exitCode, stdout, stderr } = await project.up();
          assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
          assert.equal(golives(project.simulator).length, 1);
          assert.equal(await project.status(), "succeeded");
        });
      });
    }

    it("is sent once though the service throttles, and loses the answer to the POST", async () => {
      await playProject(options, async (project) => {
        const throttled = { status: 429, headers: { "Retry-After": "1" } };
        project.simulator.fault({ match: { method: "GET" }, ...throttled, times: 3 });
        project.simulator.fault({ match: { method: "POST" }, status: 502, after: true });
        const { exitCode, stdout, stderr } = await project.up();
        assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
        assert.equal(golives(project.simulator).length, 1);
        assert.equal(await project.status(), "succeeded");
      });
    });
  });
}
