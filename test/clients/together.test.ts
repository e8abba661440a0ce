import assert from "node:assert/strict";
import { playOptions, type OptionScene } from "../e2e/support/optionScene";
import { green } from "../e2e/support/scene";
import type { StartOptions } from "../../simulator";
import { CLOUDPUB, GRAPH_IMG_UTILS, PORTAL_IMG_UTILS } from "./support/clients";
import { describeClient, more, NAME, OFFER, type Client, type Drive, type Told } from "./support/drive";

/** How a client does its part of a release, and how it shows that a version is live. */
interface Partner {
  readonly name: string;
  readonly client: Client;
  readonly api: "cloudPartner" | "productIngestion";
  readonly options?: StartOptions;
  readonly publish: object;
  /** Publishes the next version, and takes it live. */
  readonly release: object;
  readonly look: object;
  readonly seesLive: (told: Told) => unknown;
}

const SECOND = "https://images.example/second.vhd";

const PARTNERS: readonly Partner[] = [
  {
    name: "cloudpub 1.7.6",
    client: CLOUDPUB,
    api: "productIngestion",
    publish: { do: "preview", image: SECOND },
    release: { do: "publish", image: "https://images.example/third.vhd", version: "3.0.0" },
    look: { do: "publish", image: SECOND },
    seesLive: ({ states }) => (states as Record<string, unknown>)["live"],
  },
  {
    name: "azure-img-utils 2.7.0",
    client: GRAPH_IMG_UTILS,
    api: "productIngestion",
    options: { ingestion: { list: "vanished" } },
    publish: { do: ["publish"] },
    release: { do: ["publish", "goLive"] },
    look: { do: [] },
    seesLive: ({ status }) => ["completed", status],
  },
  {
    name: "azure-img-utils 1.2.0",
    client: PORTAL_IMG_UTILS,
    api: "cloudPartner",
    publish: { do: ["publish"] },
    release: { do: ["publish", "goLive"] },
    look: { do: [] },
    seesLive: ({ status }) => ["completed", status],
  },
];

for (const { name, client, api, options, publish, release, look, seesLive } of PARTNERS) {
  describeClient(`${name} and OfferGoLive`, client, (drive: Drive) => {
    more(
      "take turns: what one publishes the other launches, what one launches the other finds live",
      async () => {
        const offers = [{ ...OFFER, production: 1 }];
        await playOptions({ offers, launchTime: 200, publishTime: 100, ...options }, async (scene) => {
          const { simulator, stack } = scene;
          await drive(simulator, { ...publish });
          scene.declared = { ...OFFER, api, offerVersion: waiting(scene, api) };
          green(await stack.up());
          assert.deepEqual(
            [await scene.output("status"), await scene.output("origin")],
            ["succeeded", "launched"],
          );
          assert.equal(simulator.offer(NAME).productionVersion, 2);

          const before = scene.posts();
          assert.deepEqual(seesLive(await drive(simulator, { ...look })), ["completed", "succeeded"]);
          assert.equal(scene.posts(), before, "the client launches nothing again");

          await drive(simulator, { ...release });
          assert.equal(scene.posts(), before + 1);
          scene.declared = { ...OFFER, api, offerVersion: waiting(scene, api) };
          green(await stack.up());
          assert.deepEqual(
            [await scene.output("status"), await scene.output("origin")],
            ["succeeded", "alreadyLive"],
          );
          assert.equal(scene.posts(), before + 1, "OfferGoLive launches nothing again");
          assert.equal(simulator.offer(NAME).productionVersion, 3);
        });
      },
    );
  });
}

/** The version to declare, as the API numbers it: that in preview, live or not. */
function waiting({ simulator }: OptionScene, api: Partner["api"]): string {
  const { previewVersion, previewSubmission } = simulator.offer(NAME);
  const found = api === "productIngestion" ? previewSubmission : previewVersion;
  return String(found ?? assert.fail("nothing in preview"));
}
