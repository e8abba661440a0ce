import assert from "node:assert/strict";
import { check } from "../../../../provider/resource/check";
import { UNKNOWN } from "../../../../provider/values/unknown";
import { PROGRAM, Scene } from "../../../support/scene";

describe("when a run was found to launch", () => {
  it("is told in up, and not known in a preview, since an update plan holds what the preview says", async () => {
    const { world } = new Scene();
    const checked = async (preview: boolean): Promise<unknown> => {
      const { inputs } = await world.clock.drive(check({}, PROGRAM, { preview }, world.run()));
      assert.equal(inputs["launches"], true);
      return inputs["launchCheckedAt"];
    };
    assert.equal(await checked(true), UNKNOWN);
    assert.equal(await checked(false), new Date(world.clock.now()).toISOString());
  });
});
