import assert from "node:assert/strict";
import { describeClient, more, NAME, OFFER, withSimulator, writes } from "./support/drive";
import { CLOUDPUB } from "./support/clients";

const IMAGE = "https://images.example/second.vhd?sv=1&sig=secret";
const WAITING = [{ ...OFFER, preview: 2, production: 1 }];

describeClient("cloudpub 1.7.6", CLOUDPUB, (drive) => {
  it("publishes a new image to preview, and takes it live", async () => {
    await withSimulator({}, async (simulator) => {
      const { states } = await drive(simulator, { do: "publish", image: IMAGE });
      assert.deepEqual(states, {
        draft: [null, null],
        preview: ["completed", "succeeded"],
        live: ["completed", "succeeded"],
      });
      assert.deepEqual(writes(simulator), ["configure", "publish", "golive"]);
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("does so where the preview entry vanishes", async () => {
    await withSimulator({ ingestion: { list: "vanished" } }, async (simulator) => {
      const { states } = await drive(simulator, { do: "publish", image: IMAGE });
      assert.deepEqual(states, { draft: [null, null], live: ["completed", "succeeded"] });
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("publishes one plan alone", async () => {
    await withSimulator({}, async (simulator) => {
      await drive(simulator, { do: "publish", image: IMAGE, modular: true });
      assert.deepEqual(writes(simulator), ["configure", "publish", "golive"]);
    });
  });

  more("takes live what waits in preview already", async () => {
    await withSimulator({ offers: WAITING, ingestion: { pageSize: 1 } }, async (simulator) => {
      await drive(simulator, { do: "publish", image: "https://images.example/first.vhd" });
      assert.deepEqual(writes(simulator), []);
      await drive(simulator, { do: "preview", image: IMAGE });
      await drive(simulator, { do: "publish", image: IMAGE });
      assert.deepEqual(writes(simulator), ["configure", "publish", "golive"]);
    });
  });

  more("only reads when the image is live", async () => {
    await withSimulator({}, async (simulator) => {
      await drive(simulator, { do: "publish", image: IMAGE });
      const before = writes(simulator).length;
      await drive(simulator, { do: "publish", image: IMAGE });
      assert.equal(writes(simulator).length, before);
    });
  });

  more("reads the oddities that it knows of", async () => {
    const ingestion = {
      jobId: "both",
      oldSchemaHosts: true,
      extraMembers: true,
      pageSize: 1,
      nextLink: "relative",
    } as const;
    const offers = [
      { publisherId: "contoso", offerId: "another", production: 1 },
      { ...OFFER, production: 1 },
    ];
    await withSimulator({ offers, ingestion }, async (simulator) => {
      await drive(simulator, { do: "publish", image: IMAGE });
      assert.equal(simulator.offer(NAME).productionVersion, 2);
    });
  });

  more("fails for good when certification does", async () => {
    await withSimulator({}, async (simulator) => {
      simulator.failNextPublish(NAME);
      await assert.rejects(drive(simulator, { do: "publish", image: IMAGE }), /CertificationError/);
      assert.deepEqual(writes(simulator), ["configure", "publish"]);
    });
  });
});
