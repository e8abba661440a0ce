import assert from "node:assert/strict";
import { describeClient, more, NAME, withSimulator, writes } from "./support/drive";
import { GRAPH_IMG_UTILS } from "./support/clients";

const VANISHED = { ingestion: { list: "vanished" } } as const;
const IMAGE = "sles-20260901";

describeClient("azure-img-utils 2.7.0", GRAPH_IMG_UTILS, (drive) => {
  it("adds an image, publishes it to preview, and takes it live", async () => {
    await withSimulator(VANISHED, async (simulator) => {
      const told = await drive(simulator, { do: ["add", "publish", "goLive"], image: IMAGE });
      assert.deepEqual(told, { jobs: ["succeeded", "succeeded"], status: "succeeded" });
      assert.deepEqual(writes(simulator), ["configure", "publish", "golive"]);
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("sees that a publish waits for the publisher", async () => {
    await withSimulator(VANISHED, async (simulator) => {
      const { status } = await drive(simulator, { do: ["publish"] });
      assert.equal(status, "waitingForPublisherReview");
      assert.equal(simulator.offer(NAME).waitsForSignOff, true);
    });
  });

  more("does not see a launch where the preview entry is kept", async () => {
    await withSimulator({}, async (simulator) => {
      const told = await drive(simulator, { do: ["publish", "goLive"] });
      assert.deepEqual(told, { jobs: ["succeeded", "succeeded"], status: "waitingForPublisherReview" });
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("sees a launch that fails", async () => {
    await withSimulator(VANISHED, async (simulator) => {
      simulator.failNextLaunch(NAME);
      const told = await drive(simulator, { do: ["publish", "goLive"] });
      assert.deepEqual(told, { jobs: ["succeeded", "failed"], status: "failed" });
      assert.equal(simulator.offer(NAME).productionVersion, 1);
    });
  });

  more("posts again when the answer to its launch is lost, and reports the failure of that", async () => {
    await withSimulator({ ...VANISHED, launchTime: 2_000 }, async (simulator) => {
      await drive(simulator, { do: ["publish"] });
      simulator.fault({ match: { method: "POST", path: "/configure" }, reset: "after" });
      const { jobs } = await drive(simulator, { do: ["goLive"] });
      assert.deepEqual(jobs, ["failed"], "while the launch that it began goes on");
      assert.deepEqual(writes(simulator), ["publish", "golive", "golive"]);
      assert.equal(simulator.offer(NAME).running?.kind, "goLive");
    });
  });
});
