import assert from "node:assert/strict";
import type { Fault, SimulatorOptions } from "../../../../simulator";
import { IngestionScene } from "../../../support/ingestionScene";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { OFFER_NAME } from "../../../support/world";

const TELLS = '"follow" or the next up tells the end';
const OPERATION: NonNullable<Fault["match"]> = { method: "GET", path: "/operations/" };

/** One up with `waitForLive: false`: its last line, and the requests after the launch request. */
async function once(
  options: SimulatorOptions = {},
  faults: readonly Fault[] = [],
): Promise<{ readonly scene: Scene; readonly last: string | undefined; readonly after: readonly string[] }> {
  const scene = new Scene(options);
  for (const fault of faults) scene.world.service.fault(fault);
  const sent: string[] = [];
  const onExchange = ({ method, url }: { method: string; url: string }, moment: "before" | "after"): void => {
    if (moment === "before") sent.push(`${method} ${new URL(url).pathname}`);
  };
  green(await scene.up({ ...PROGRAM, waitForLive: false }, { onExchange }));
  const post = sent.findIndex((line) => line.startsWith("POST"));
  return { scene, last: scene.world.said.at(-1), after: sent.slice(post + 1) };
}

describe("a run that does not wait for the launch it began", () => {
  it("says the step, for one request", async () => {
    const { scene, last, after } = await once();
    assert.equal(last, `progress: version 2 accepted (step 2 of 4), not waiting; ${TELLS}`);
    assert.equal(after.length, 1);
    assert.match(after[0] ?? "", /^GET \/api\/publishers\/contoso\/offers\/vm\/operations\//);
    assert.equal(scene.output("status"), "running");
  });

  const unread: readonly (readonly [string, Fault])[] = [
    ["an error of the service", { match: OPERATION, status: 503 }],
    ["an operation that is not known yet", { match: OPERATION, status: 404 }],
    ["silence", { match: OPERATION, hang: "before" }],
    ["a response that is not JSON", { match: OPERATION, body: "<html>" }],
    ["an acceptance that names no operation", { match: GOLIVE, dropHeaders: ["Location"] }],
  ];
  for (const [title, fault] of unread) {
    it(`is green without the step after ${title}`, async () => {
      const { scene, last, after } = await once({}, [fault]);
      assert.equal(last, `progress: version 2 accepted, not waiting; ${TELLS}`);
      assert.ok(after.length <= 1, after.join("\n"));
      assert.equal(scene.output("status"), "running");
      green(await scene.up());
      assert.equal(scene.sent(), 1);
    });
  }

  it("asks nothing before the time that the acceptance names", async () => {
    const { last, after } = await once({}, [{ match: GOLIVE, setHeaders: { "Retry-After": "30" } }]);
    assert.equal(last, `progress: version 2 accepted, not waiting; ${TELLS}`);
    assert.deepEqual(after, []);
  });

  it("asks the Product Ingestion API nothing more, which wants a minute between requests", async () => {
    const scene = new IngestionScene("kept");
    const sent: string[] = [];
    green(
      await scene.up(
        { ...scene.program, waitForLive: false },
        {
          onExchange: ({ method }, moment) => {
            if (moment === "before") sent.push(method);
          },
        },
      ),
    );
    assert.equal(sent.at(-1), "POST");
    assert.match(scene.world.said.at(-1) ?? "", /^progress: version \d+ accepted, not waiting;/);
  });

  it("calls no launch running whose operation has failed already", async () => {
    const scene = new Scene({ launchTime: 0 });
    scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
    red(await scene.up({ ...PROGRAM, waitForLive: false }), "LAUNCH_FAILED", "No quota");
    assert.equal(scene.output("status"), "failed");
  });

  it("says live of a launch that has ended already, once production shows it", async () => {
    const { scene, last } = await once({ launchTime: 0 });
    assert.equal(last, "progress: version 2 of contoso/vm is live");
    assert.equal(scene.output("liveVersion"), "2");
  });

  it("spends no more than a few seconds on an operation that does not respond", async () => {
    const { scene } = await once({ launchTime: 30 * HOUR }, [{ match: OPERATION, hang: "before" }]);
    const took = scene.world.clock.now() - Date.parse(String(scene.output("startTime")));
    assert.ok(took <= 6_000, `${took} ms`);
  });
});
