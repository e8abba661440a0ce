import assert from "node:assert/strict";
import { OfferGoLive } from "../../../../provider";
import * as policies from "../../../../policies";
import { OFFER_GO_LIVE as PLUGIN_TOKEN } from "../../../../provider/plugin/typeNames";
import { OFFER_GO_LIVE, PLUGIN_OFFER_GO_LIVE } from "../../../../policies/common/judgedResource";
import { isLeftOpen, UNKNOWN, violates, violations } from "../judged";

// A Wednesday.
const NOON = { now: () => Date.UTC(2026, 0, 7, 12) };

/** Every policy with a configuration that lets the compliant launch pass, and one that does not. */
const ALL = [
  {
    name: "approved-versions",
    policy: policies.approvedVersions(),
    open: { versions: { "contoso/vm": ["5"] } },
    shut: { versions: {} },
  },
  {
    name: "known-offers",
    policy: policies.knownOffers(),
    open: { offers: ["contoso/vm"] },
    shut: { offers: [] },
  },
  {
    name: "launching-stacks",
    policy: policies.launchingStacks(),
    open: { stacks: ["prod"] },
    shut: { stacks: [] },
  },
  {
    name: "launch-window",
    policy: policies.launchWindow({}, NOON),
    open: { timeZone: "UTC", days: ["wednesday"] },
    shut: { timeZone: "UTC", days: ["sunday"] },
  },
  {
    name: "bounded-timeout",
    policy: policies.boundedTimeout(),
    open: {},
    shut: { max: "1h" },
    judgesEverything: true,
  },
  {
    name: "verified-version",
    policy: policies.verifiedVersion(),
    open: {},
    shut: { except: "contoso/vm" },
    judgesEverything: true,
  },
] as const;

describe("every policy", () => {
  for (const entry of ALL) {
    const { name, policy, open, shut } = entry;

    it(`lets a compliant launch pass: ${name}`, async () => {
      assert.deepEqual(await violations(policy, {}, open), []);
      assert.equal(policy.name, name);
      assert.equal(policy.enforcementLevel, "mandatory");
    });

    it(`says what it holds up and where: ${name}`, () =>
      violates(violations(policy, {}, shut), "version 5 of contoso/vm (stack shop/prod)"));

    it(`leaves other resources alone: ${name}`, async () => {
      assert.deepEqual(await violations(policy, { type: "azure-native:storage:StorageAccount" }, shut), []);
    });

    if ("judgesEverything" in entry) {
      it(`judges what is unchanged too: ${name}`, () =>
        violates(violations(policy, { props: { launches: undefined } }, shut), "version 5"));
    } else {
      it(`never holds up what is unchanged: ${name}`, async () => {
        for (const config of [shut, {}, { typo: true }]) {
          assert.deepEqual(await violations(policy, { props: { launches: undefined } }, config), []);
        }
      });

      it(`stays shut until it is configured: ${name}`, () =>
        violates(violations(policy), `configuration of the policy ${name}`, "give ", '"disabled"'));
    }

    it(`leaves a launch alone that the run leaves out, and that the engine shows without inputs: ${name}`, async () => {
      const none = Object.fromEntries(
        ["publisherId", "offerId", "offerVersion", "timeout", "waitForLive", "waitForReady"].map(
          (property) => [property, undefined],
        ),
      );
      const left = { ...none, verifyVersion: undefined, launches: undefined };
      assert.deepEqual(await violations(policy, { props: left }, shut), []);
    });

    it(`refuses a property that it does not know: ${name}`, () =>
      violates(violations(policy, {}, { ...open, typo: true }), "typo is not a property", '"disabled"'));

    it(`declares each property of its configuration: ${name}`, () => {
      const properties = Object.keys(policy.configSchema?.properties ?? {});
      for (const property of Object.keys({ ...open, ...shut }))
        assert.ok(properties.includes(property), property);
    });
  }

  it("selects the type that OfferGoLive has", () => {
    assert.equal(OFFER_GO_LIVE, OfferGoLive.__pulumiType);
    assert.equal(PLUGIN_OFFER_GO_LIVE, PLUGIN_TOKEN);
  });

  it("judges a launch of either door alike, and no other resource", async () => {
    const policy = policies.boundedTimeout({ max: "1h" });
    for (const type of [OFFER_GO_LIVE, PLUGIN_OFFER_GO_LIVE])
      await violates(violations(policy, { type }), "1h");
    assert.deepEqual(await violations(policy, { type: "azure-marketplace:index:Other" }), []);
  });

  it("takes a factory's arguments as defaults of its configuration", async () => {
    const policy = policies.boundedTimeout({ max: "1h" });
    assert.equal(policy.configSchema?.properties["max"]?.default, "1h");
    await violates(violations(policy), "1h");
    assert.deepEqual(await violations(policy, {}, { max: "5h" }), []);
    assert.equal(policies.boundedTimeout().configSchema?.properties["max"]?.default, "6h");
  });
});

describe("a value that preview does not know yet", () => {
  const unknownVersion = { props: { offerVersion: UNKNOWN } };

  it("leaves a policy open that needs it", async () => {
    const versions = { "contoso/vm": ["5"] };
    await isLeftOpen(violations(policies.approvedVersions({ versions }), unknownVersion), "offerVersion");
    const offers = policies.knownOffers({ offers: ["contoso/vm"] });
    await isLeftOpen(violations(offers, { props: { offerId: UNKNOWN } }), "offerId");
    await isLeftOpen(violations(policies.boundedTimeout(), { props: { timeout: UNKNOWN } }), "timeout");
    const verified = policies.verifiedVersion();
    await isLeftOpen(violations(verified, { props: { verifyVersion: UNKNOWN } }), "verifyVersion");
  });

  it("does not open a policy that only names it", async () => {
    const unnamed = { props: { publisherId: UNKNOWN, offerId: UNKNOWN, offerVersion: UNKNOWN } };
    const text =
      "version <offerVersion not known yet> of <publisherId not known yet>/<offerId not known yet>";
    for (const { policy, shut } of ALL) {
      if (policy.name === "approved-versions" || policy.name === "known-offers") continue;
      await violates(violations(policy, unnamed, shut), text);
    }
  });

  it("is not needed when the publisher decides", async () => {
    const policy = policies.knownOffers({ publishers: ["contoso"] });
    assert.deepEqual(await violations(policy, { props: { offerId: UNKNOWN } }), []);
  });
});
