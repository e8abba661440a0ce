import assert from "node:assert/strict";
import type { StartOptions } from "../../simulator";
import { DOORS, type Door } from "./support/doors";
import { playOptions } from "./support/optionScene";
import { green, NAME, red } from "./support/scene";

for (const door of DOORS)
  describe(`on the real engine, through ${door.name}`, function () {
    this.timeout(300_000);
    launches(door);
  });

function launches(door: Door): void {
  it("a new version is previewed, launched, left alone, bumped and forgotten", async () => {
    await playOptions({ door, launchTime: 50 }, async (scene) => {
      const { stack, simulator } = scene;
      const preview = await stack.preview();
      green(preview);
      assert.match(preview.text, /contoso\/vm: up would launch version 2, which is ready/);
      assert.equal(scene.posts(), 0);

      const up = await stack.up();
      green(up);
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(await scene.output("liveVersion"), "2");
      assert.equal((await scene.stored())?.id, NAME);

      const before = simulator.requests.length;
      const unchanged = await stack.up();
      green(unchanged);
      assert.equal(unchanged.changes["same"], 2);
      const unchangedPreview = await stack.preview();
      green(unchangedPreview);
      assert.equal(simulator.requests.length, before, "an unchanged launch costs no request");

      simulator.publish(NAME, { duration: 0 });
      scene.declared = { ...scene.declared, offerVersion: "3" };
      const bumped = await stack.preview();
      assert.match(bumped.text, /up would launch version 3, which is ready \(live now: version 2/);
      assert.equal(bumped.changes["update"], 1);
      green(await stack.up());
      assert.equal(await scene.output("liveVersion"), "3");
      assert.equal(scene.posts(), 2);

      const destroyed = await stack.destroy();
      green(destroyed);
      assert.match(destroyed.text, /nothing is taken off sale/);
      assert.equal(simulator.offer(NAME).productionVersion, 3);
    });
  });

  it("bad input is told in preview, all of it, before any request", async () => {
    await playOptions({ door, launchTime: 50 }, async (scene) => {
      scene.declared = { ...scene.declared, offerId: "a/b", offerVersion: -1, waitForlive: true };
      red(
        await scene.stack.preview(),
        /offerId must be 1 to 100 letters/,
        /offerVersion must be the publish number/,
        /[Dd]id you mean waitForLive\?/,
      );
      assert.equal(scene.simulator.requests.length, 0);
    });
  });

  it("what up would refuse is a warning in preview, and an error that stores nothing in up", async () => {
    await playOptions({ door, launchTime: 50 }, async (scene) => {
      scene.declared = { ...scene.declared, offerVersion: 7 };
      const preview = await scene.stack.preview();
      green(preview);
      assert.match(
        preview.text,
        /warning:\s+contoso\/vm: preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/,
      );
      red(
        await scene.stack.up(),
        /preview contains version 2, but offerVersion is 7.*\[PREVIEW_OTHER_VERSION\]/,
      );
      assert.equal(await scene.stored(), undefined);
      assert.equal(scene.posts(), 0);
    });
  });

  it("a failed launch tells why, again on the next up, and is launched again by --replace", async () => {
    await playOptions({ door, launchTime: 50 }, async (scene) => {
      const { stack, simulator } = scene;
      simulator.failNextLaunch(NAME, { messages: ["<p>No <b>quota</b></p>"] });
      red(
        await stack.up(),
        /failed in step "Live": No quota.*\[LAUNCH_FAILED\]/,
        new RegExp(`pulumi up --replace 'urn:pulumi:test::e2e::${door.type.replace("$", "\\$")}::offer'`),
      );
      assert.equal(await scene.output("status"), "failed");
      assert.match(String((await scene.stored())?.initErrors), /No quota/);
      red(await stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
      assert.equal(scene.posts(), 1);
      const urn = (await scene.stored())?.urn ?? "";
      green(await stack.up({ replace: [urn] }));
      assert.equal(scene.posts(), 2);
      assert.equal(await scene.output("status"), "succeeded");
    });
  });

  it("a timeout keeps the launch, refresh included, and the next up resumes it", async () => {
    await playOptions({ door, launchTime: 12_000 }, async (scene) => {
      const { stack } = scene;
      scene.declared = { ...scene.declared, timeout: "2s" };
      red(await stack.up(), /This run stopped waiting\. The launch goes on.*\[TIMED_OUT\]/);
      assert.equal(await scene.output("status"), "running");
      await stack.refresh();
      assert.equal(await scene.output("status"), "running");
      scene.declared = { ...scene.declared, timeout: "2m" };
      const resumed = await stack.up();
      green(resumed);
      assert.match(resumed.text, /step \d\/4 \d+%: \w+, waited/, "progress on the row");
      assert.equal(resumed.changes["update"], 1);
      const stored = await scene.stored();
      assert.equal(stored?.outputs?.["status"], "succeeded");
      assert.equal(stored.outputs["origin"], "launched");
      assert.deepEqual(stored.initErrors ?? [], []);
      assert.equal(scene.posts(), 1);
    });
  });

  it("a given token that expires ends the run and keeps the launch, and a new one resumes it", async () => {
    let isExpired = false;
    let expire = (): void => undefined;
    const onRequest: StartOptions["onRequest"] = ({ action }) => {
      isExpired ||= action === "golive";
      if (isExpired) expire();
    };
    await playOptions({ door, launchTime: 6_000, onRequest }, async (scene) => {
      const { stack, simulator } = scene;
      expire = () => simulator.fault({ match: { method: "GET" }, status: 401 });
      red(
        await stack.up(),
        /the token was rejected while the launch of version 2 of contoso\/vm goes on at the service/,
        /Run "pulumi up" again with a new token to resume.*\[UNAUTHORIZED\]/,
      );
      assert.equal(await scene.output("status"), "running");
      expire = () => undefined;
      // Takes the one answer that is left of the old token.
      await fetch(`${simulator.url}/api/publishers/contoso/offers/vm/status?api-version=2017-10-31`);
      green(await stack.up());
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(scene.posts(), 1);
    });
  });

  it("with waitForLive false returns once accepted, and later runs look", async () => {
    await playOptions({ door, launchTime: 6_000 }, async (scene) => {
      const { stack, simulator } = scene;
      scene.declared = { ...scene.declared, waitForLive: false };
      const accepted = await stack.up();
      green(accepted);
      assert.match(
        accepted.text,
        /version 2 accepted \(step 2 of 4\), not waiting; "follow" or the next up tells the end/,
      );
      assert.equal(await scene.output("status"), "running");
      while (simulator.offer(NAME).running !== undefined) await new Promise((done) => setTimeout(done, 50));
      green(await stack.up());
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(scene.posts(), 1);
    });
  });

  it("refresh warns of what somebody else launched, changes no settled status, and launches nothing", async () => {
    await playOptions({ door, launchTime: 50 }, async (scene) => {
      const { stack, simulator } = scene;
      green(await stack.up());
      simulator.publish(NAME, { duration: 0 });
      simulator.goLive(NAME, { duration: 0 });
      const refresh = await stack.refresh();
      green(refresh);
      assert.match(refresh.text, /version 3 is live, but this stack launched version 2/);
      assert.equal(await scene.output("status"), "succeeded");
      assert.equal(await scene.output("liveVersion"), "3");
      assert.equal(scene.posts(), 1);
    });
  });
}
