import assert from "node:assert/strict";
import { launchingStacks } from "../../../policies";
import { judgeLaunchingStack, parseLaunchingStacks } from "../../../policies/launchingStacks";
import { judgedResourceOf } from "../../../policies/common/judgedResource";
import { resource, violates, violations } from "./judged";

describe("launching-stacks", () => {
  const verdicts: readonly (readonly [string, object, boolean])[] = [
    ["its stack", { stacks: ["live", "prod"] }, true],
    ["its project", { projects: ["shop"] }, true],
    ["its stack of its project", { stacks: ["shop/prod"] }, true],
    ["its stack and its project", { stacks: ["prod"], projects: ["shop"] }, true],
    ["another stack", { stacks: ["dev"] }, false],
    ["another project", { projects: ["web"] }, false],
    ["its stack of another project", { stacks: ["web/prod"] }, false],
    ["its stack, but another project", { stacks: ["prod"], projects: ["web"] }, false],
    ["its project, but another stack", { stacks: ["dev"], projects: ["shop"] }, false],
    ["its project as a stack", { stacks: ["shop"] }, false],
    ["another case", { stacks: ["Prod"] }, false],
    ["nothing", { stacks: [], projects: [] }, false],
  ];
  for (const [title, config, passes] of verdicts) {
    it(`${passes ? "passes" : "stops"} when it allows ${title}`, () => {
      assert.equal(
        judgeLaunchingStack(parseLaunchingStacks({ ...config }), resource()) === undefined,
        passes,
      );
    });
  }

  it("names the stack and what is allowed", async () => {
    const policy = launchingStacks({ stacks: ["prod", "shop/live"] });
    await violates(violations(policy, { stack: "dev" }), "the stack dev of project shop", "prod, shop/live");
    await violates(
      violations(launchingStacks({ projects: ["web"] })),
      "the project shop",
      "Allowed are: web",
    );
  });

  for (const config of [{ stacks: "prod" }, { stacks: ["acme/shop/prod"] }, { projects: [""] }]) {
    it(`stops at ${JSON.stringify(config)}`, () =>
      violates(violations(launchingStacks(), {}, config), `${Object.keys(config).join()} must be a list of`));
  }

  it("reads stack and project from the URN, below a parent too", () => {
    const urn = "urn:pulumi:prod::shop::acme:index:Site$pulumi-nodejs:dynamic/marketplace:OfferGoLive::a::b";
    const { stack, project } = judgedResourceOf({ urn, props: {} });
    assert.deepEqual([stack, project], ["prod", "shop"]);
    assert.throws(() => judgedResourceOf({ urn: "offer", props: {} }), /Not the URN of a resource: offer/);
  });
});
