import assert from "node:assert/strict";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { check } from "../../../../provider/resource/check";
import { checkInputs, failureText } from "../../../../provider/resource/declaration";
import { diff, read } from "../../../../provider/resource/lifecycle";
import { toOutputs } from "../../../../provider/resource/storedState";
import { stateOf } from "../../../support/builders";
import { createWorld, OFFER_NAME, type World } from "../../../support/world";

const PROGRAM = { publisherId: "contoso", offerId: "vm", offerVersion: 5 };
const HOUR = 3_600_000;
const LIVE_4 = { offers: [{ publisherId: "contoso", offerId: "vm", production: 4 }] };
const LIVE_5 = { offers: [{ publisherId: "contoso", offerId: "vm", production: 5 }] };

/** The preview of a resource with that launch in its state, or of a new one. */
async function previewed(world: World, offerVersion: number, state?: Partial<LaunchState>): Promise<string> {
  const run = world.run();
  if (state === undefined) {
    await world.clock.drive(check({}, { ...PROGRAM, offerVersion }, { preview: true }, run));
  } else {
    const full = stateOf(state);
    const { inputs } = checkInputs({}, { ...PROGRAM, offerVersion });
    const olds = { ...inputs, ...toOutputs(full), offerVersion: full.version };
    await world.clock.drive(diff(olds, inputs, { preview: true }, run));
  }
  return world.said.join("\n");
}

function refused(offerVersion: unknown): string {
  return checkInputs({}, { ...PROGRAM, offerVersion })
    .failures.map(failureText)
    .join("\n");
}

/** The cause of each message, and the whole message. */
const SENTENCES: readonly (readonly [
  title: string,
  says: () => string | Promise<string>,
  message: string | RegExp,
])[] = [
  [
    "a version whose digits are lost",
    () => refused(2 ** 60),
    'offerVersion is too large for a JavaScript number and may have lost digits: put it in quotes. "npx pulumi-azure-marketplace look contoso/vm" shows the offer\'s [INPUT_INVALID]',
  ],
  [
    "a release version",
    () => refused("1.0.0"),
    'offerVersion is the publish number from Partner Center (such as 5), not your release version. "npx pulumi-azure-marketplace look contoso/vm" shows it [INPUT_INVALID]',
  ],
  [
    "a version that is no number",
    () => refused("five"),
    'offerVersion must be the publish number from Partner Center (such as 5), not your release version, got "five". "npx pulumi-azure-marketplace look contoso/vm" shows it [INPUT_INVALID]',
  ],
  [
    "a token that is rejected",
    async () => {
      const world = createWorld(LIVE_4);
      world.service.fault({ status: 401, times: 99 });
      return (await previewed(world, 5)).replace(/ \(request id \S+\)/, "");
    },
    "warn: cannot check contoso/vm: token rejected (401). It has expired, or is not for https://cloudpartner.azure.com. Get a new one, or unset AZURE_MARKETPLACE_ACCESS_TOKEN to use an identity [UNAUTHORIZED]",
  ],
  [
    "a version that is not in preview",
    () => previewed(createWorld(LIVE_4), 5),
    "warn: contoso/vm: preview contains version 4, but offerVersion is 5. Set it to 4, or publish version 5 to preview first [PREVIEW_OTHER_VERSION]\n(live now: version 4, in preview: version 4)",
  ],
  [
    "an earlier launch that still runs",
    () => {
      const world = createWorld({ offers: [`${OFFER_NAME}@5`], launchTime: 100 * HOUR });
      world.service.goLive(OFFER_NAME);
      const startedAt = world.clock.now();
      return previewed(world, 6, { version: "5", status: "running", startedAt });
    },
    /^warn: contoso\/vm: version 5 is still launching; version 6 must wait \(launched \S+Z, [^)]*(?:\([^)]*\)[^)]*)*\)\. Set offerVersion back to 5 to follow it, or set waitForReady: true\. If Partner Center shows that it ended, run "pulumi refresh" and then "pulumi up" \[LAUNCH_IN_THE_WAY\]/,
  ],
  [
    "another version that went live elsewhere",
    async () => {
      const world = createWorld(LIVE_5);
      const state = stateOf({ version: "5", status: "succeeded", confirmedVersion: "5", liveVersion: "5" });
      world.service.publish(OFFER_NAME, { duration: 0 });
      world.service.goLive(OFFER_NAME, { duration: 0 });
      const { inputs } = checkInputs({}, PROGRAM);
      await world.clock.drive(read("contoso/vm", { ...inputs, ...toOutputs(state) }, world.run()));
      return world.said.join("\n");
    },
    "warn: contoso/vm: version 6 is live, but this stack launched version 5; somebody changed it elsewhere. Nothing was launched",
  ],
  [
    "a launch request without a reply",
    () => {
      const world = createWorld({ offers: [`${OFFER_NAME}@5`] });
      const startedAt = world.clock.now();
      return previewed(world, 5, { version: "5", status: "indeterminate", startedAt });
    },
    /^warn: contoso\/vm: version 5 may or may not be launching: no confirmation of the launch request of \S+( UTC)?, and no launch was found\. It was not sent again\. Check the offer in Partner Center, then run "pulumi up" after \S+( \S+)? UTC\. Do not replace the resource before then \[LAUNCH_INDETERMINATE\]/,
  ],
];

describe("what a person is told, whole", () => {
  for (const [title, says, message] of SENTENCES) {
    it(`of ${title}`, async () => {
      const said = await says();
      if (typeof message === "string") assert.equal(said, message);
      else assert.match(said, message);
    });
  }
});
