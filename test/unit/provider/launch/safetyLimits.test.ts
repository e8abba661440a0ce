import assert from "node:assert/strict";
import { MarketplaceError } from "../../../../provider/errors";
import { createSafetyLimits } from "../../../../provider/launch/safetyLimits";
import { OFFER } from "../../../support/builders";

const TOO_MANY = (error: unknown): boolean =>
  error instanceof MarketplaceError && error.code === "TOO_MANY_LAUNCHES";

describe("the safety limits of a run", () => {
  it("count each request once, and take it back once", () => {
    const limits = createSafetyLimits(() => ({ readOnly: false, maxLaunches: 2 }));
    limits.beforePost(OFFER);
    const permit = limits.beforePost(OFFER);
    assert.throws(() => limits.beforePost(OFFER), TOO_MANY);
    permit.withdraw();
    permit.withdraw();
    limits.beforePost(OFFER);
    assert.throws(() => limits.beforePost(OFFER), TOO_MANY);
  });

  it("refuse all requests in a rehearsal, however many are allowed", () => {
    const limits = createSafetyLimits(() => ({ readOnly: true, maxLaunches: 2 }));
    assert.throws(
      () => limits.beforePost(OFFER),
      (error) => error instanceof MarketplaceError && error.code === "READ_ONLY",
    );
  });
});
