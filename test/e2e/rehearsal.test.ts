import assert from "node:assert/strict";
import { DOORS } from "./support/doors";
import { green, red } from "./support/scene";
import { playOptions } from "./support/optionScene";

const STRICT = "azure-marketplace:strictPreview";
const READ_ONLY = "azure-marketplace:readOnly";

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe("a rehearsal, on the real engine", function () {
  this.timeout(300_000);

  it("is a strict preview that succeeds, says once what would be launched, and stores nothing", async () => {
    await playOptions({}, async (scene) => {
      const { stack } = scene;
      await scene.cli("config", "set", STRICT, "true");
      await scene.cli("config", "set", READ_ONLY, "true");
      const preview = await stack.preview();
      green(preview);
      assert.equal(times(preview.text, "up would launch version 2"), 1, preview.text);
      assert.match(preview.text, /a rehearsal/);

      red(await stack.up(), /strictPreview set to true.*\[READ_ONLY\]/);
      assert.equal(await scene.stored(), undefined);
      assert.equal(scene.posts(), 0);
    });
  });

  it("fails the preview for what up would refuse, of a new resource and of one that exists", async () => {
    await playOptions({}, async (scene) => {
      const { stack } = scene;
      scene.declared = { ...scene.declared, offerVersion: 7 };
      const lenient = await stack.preview();
      green(lenient);
      assert.equal(times(lenient.text, "preview contains version 2"), 1, lenient.text);
      await scene.cli("config", "set", STRICT, "true");
      red(
        await stack.preview(),
        /preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/s,
      );

      scene.declared = { ...scene.declared, offerVersion: 2 };
      green(await stack.up());
      green(await stack.preview());
      scene.declared = { ...scene.declared, offerVersion: 7 };
      red(
        await stack.preview(),
        /preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/s,
      );
      assert.equal(scene.posts(), 1);
    });
  });

  it("fails the preview for a token that is rejected, or an identity that lacks something", async () => {
    await playOptions({ accessToken: "another-token" }, async (scene) => {
      const { stack } = scene;
      const lenient = await stack.preview();
      green(lenient);
      assert.match(lenient.text, /warning:\s+[Cc]annot check contoso\/vm: .*401/);
      await scene.cli("config", "set", STRICT, "true");
      red(await stack.preview(), /[Cc]annot check contoso\/vm: .*\[UNAUTHORIZED\]/);
    });
    await playOptions(
      { env: { AZURE_MARKETPLACE_ACCESS_TOKEN: "", ARM_CLIENT_ID: "an-id" } },
      async (scene) => {
        red(await scene.stack.preview(), /ARM_CLIENT_ID.*\[CREDENTIAL_MISSING\]/);
        red(await scene.stack.up(), /ARM_CLIENT_ID.*\[CREDENTIAL_MISSING\]/);
        assert.equal(scene.simulator.requests.length, 0);
      },
    );
  });

  for (const door of DOORS) {
    it(`fails the preview for an offer that up may not use or does not find, through ${door.name}`, async () => {
      await playOptions({ door }, async (scene) => {
        const { stack, simulator } = scene;
        scene.declared = { ...scene.declared, offerId: "no-such-offer" };
        const lenient = await stack.preview();
        green(lenient);
        assert.match(
          lenient.text,
          /warning:\s+The service knows no offer "no-such-offer".*\[OFFER_UNKNOWN\]/,
        );
        await scene.cli("config", "set", STRICT, "true");
        red(await stack.preview(), /no offer "no-such-offer".*\[OFFER_UNKNOWN\]/);
        red(await stack.up(), /no offer "no-such-offer".*\[OFFER_UNKNOWN\]/);

        scene.declared = { ...scene.declared, offerId: "vm" };
        simulator.fault({ match: { method: "GET" }, status: 403, times: 1_000 });
        red(await stack.preview(), /may not use this publisher.*\[FORBIDDEN\]/);
        red(await stack.up(), /may not use this publisher.*\[FORBIDDEN\]/);
        assert.equal(await scene.stored(), undefined);
        assert.equal(scene.posts(), 0);
      });
    });
  }
});
