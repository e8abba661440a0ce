import assert from "node:assert/strict";
import { createSafetyLimits } from "../../../../provider/launch/safetyLimits";

const OFFER = { publisherId: "contoso", offerId: "vm" };

describe("maxLaunches", () => {
  it("counts the launch requests for one offer, too, each of them", () => {
    const limits = createSafetyLimits(() => ({ readOnly: false, maxLaunches: 1 }));
    limits.beforePost(OFFER);
    assert.throws(() => limits.beforePost(OFFER), /TOO_MANY_LAUNCHES/);
  });

  it("does not count what was taken back, and that once only", () => {
    const limits = createSafetyLimits(() => ({ readOnly: false, maxLaunches: 1 }));
    const permit = limits.beforePost(OFFER);
    permit.withdraw();
    permit.withdraw();
    limits.beforePost(OFFER);
    assert.throws(() => limits.beforePost(OFFER), /TOO_MANY_LAUNCHES/);
  });
});

describe("readOnly", () => {
  it("refuses every launch request, however many are allowed", () => {
    const limits = createSafetyLimits(() => ({ readOnly: true, maxLaunches: 2 }));
    assert.throws(() => limits.beforePost(OFFER), /READ_ONLY/);
  });
});
