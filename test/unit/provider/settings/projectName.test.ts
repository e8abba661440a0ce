import assert from "node:assert/strict";
import { projectOf } from "../../../../provider/settings/projectName";

describe("projectOf", () => {
  for (const [environment, name] of [
    [{ PULUMI_NODEJS_PROJECT: "offers", PULUMI_PROJECT: "other" }, "offers"],
    [{ PULUMI_PROJECT: "offers" }, "offers"],
    [{ PULUMI_NODEJS_PROJECT: "", PULUMI_PROJECT: "offers" }, "offers"],
    [{ PULUMI_STACK: "dev" }, undefined],
  ] as const) {
    it(`is ${String(name)} for ${JSON.stringify(environment)}`, () =>
      assert.equal(projectOf(environment), name));
  }
});
