import assert from "node:assert/strict";
import { knownOffers } from "../../../policies";
import { judgeKnownOffer, parseKnownOffers } from "../../../policies/knownOffers";
import { resource, violates, violations } from "./judged";

describe("known-offers", () => {
  const verdicts: readonly (readonly [string, object, boolean])[] = [
    ["its offer", { offers: ["contoso/app", "contoso/vm"] }, true],
    ["its publisher", { publishers: ["contoso"] }, true],
    ["its publisher, other offers", { publishers: ["contoso"], offers: ["fabrikam/vm"] }, true],
    ["its offer, other publishers", { publishers: ["fabrikam"], offers: ["contoso/vm"] }, true],
    ["another offer", { offers: ["contoso/app"] }, false],
    ["its offer of another publisher", { offers: ["fabrikam/vm"] }, false],
    ["another publisher", { publishers: ["fabrikam"] }, false],
    ["the beginning of its publisher", { publishers: ["con"], offers: ["contoso/v"] }, false],
    ["another case", { publishers: ["Contoso"], offers: ["contoso/VM"] }, false],
    ["nothing", { publishers: [], offers: [] }, false],
  ];
  for (const [title, config, passes] of verdicts) {
    it(`${passes ? "passes" : "stops"} when it knows ${title}`, () => {
      assert.equal(judgeKnownOffer(parseKnownOffers({ ...config }), resource()) === undefined, passes);
    });
  }

  const apis: readonly (readonly [string, object, string | undefined, boolean])[] = [
    ["its offer through its API", { offers: ["productIngestion:contoso/vm"] }, "productIngestion", true],
    ["its publisher through its API", { publishers: ["productIngestion:contoso"] }, "productIngestion", true],
    ["its offer through the other", { offers: ["productIngestion:contoso/vm"] }, "cloudPartner", false],
    ["its publisher through the other", { publishers: ["cloudPartner:contoso"] }, "productIngestion", false],
    ["its offer through the default", { offers: ["cloudPartner:contoso/vm"] }, undefined, true],
    ["its offer through either", { offers: ["contoso/vm"] }, "productIngestion", true],
  ];
  for (const [title, config, api, passes] of apis) {
    it(`${passes ? "passes" : "stops"} when it knows ${title}`, () => {
      const told = judgeKnownOffer(parseKnownOffers({ ...config }), resource({ props: { api } }));
      assert.equal(told === undefined, passes);
      if (!passes) assert.match(told ?? "", new RegExp(`not a known offer through api ${String(api)}`));
    });
  }

  it("names what is known", async () => {
    const policy = knownOffers({ publishers: ["fabrikam"], offers: ["contoso/app"] });
    await violates(
      violations(policy),
      "contoso/vm is not a known offer",
      "every offer of fabrikam, contoso/app",
    );
    await violates(violations(knownOffers({ offers: [] })), "Known are: none");
  });

  for (const config of [
    { publishers: "contoso" },
    { publishers: ["contoso/vm"] },
    { offers: ["vm"] },
    { offers: ["graph:contoso/vm"] },
    { publishers: ["graph:contoso"] },
    { offers: [1] },
  ]) {
    it(`stops at ${JSON.stringify(config)}`, () =>
      violates(violations(knownOffers(), {}, config), `${Object.keys(config).join()} must be a list of`));
  }
});
