import assert from "node:assert/strict";
import { describeClient, more, NAME, withSimulator, writes } from "./support/drive";
import { PORTAL_IMG_UTILS } from "./support/clients";

const IMAGE = "sles-20260901";

describeClient("azure-img-utils 1.2.0", PORTAL_IMG_UTILS, (drive) => {
  it("adds an image, publishes it to preview, sees it wait, and takes it live", async () => {
    await withSimulator({}, async (simulator) => {
      const told = await drive(simulator, { do: ["add", "publish", "goLive"], image: IMAGE });
      assert.deepEqual(told, {
        exists: true,
        status: "succeeded",
        seen: ["running", "succeeded", "waitingForPublisherReview"],
      });
      assert.deepEqual(writes(simulator), ["save", "save", "publish", "golive"]);
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("sees a launch that fails", async () => {
    await withSimulator({}, async (simulator) => {
      simulator.failNextLaunch(NAME);
      const { status } = await drive(simulator, { do: ["publish", "goLive"] });
      assert.equal(status, "failed");
    });
  });

  more("does not know an offer that is in the other API alone", async () => {
    const offers = [
      { publisherId: "contoso", offerId: "sample-vm", preview: 1, apis: ["productIngestion"] as const },
    ];
    await withSimulator({ offers }, async (simulator) => {
      await assert.rejects(drive(simulator, { do: [] }), /404/);
    });
  });
});
