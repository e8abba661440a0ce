import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { urnText } from "../../../../provider/dynamic/urnText";

const TYPE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

class Parent extends pulumi.Resource {}

/** A component as the SDK has it, registered or on its way; its URN is all that is asked of it. */
function parentWith(urn: Promise<string>): pulumi.Resource {
  const parent = Object.create(Parent.prototype) as Parent;
  return Object.assign(parent, { __pulumiResource: true, urn: pulumi.output(urn) });
}

describe("the text of a URN", () => {
  it("has the types of the parents in it", async () => {
    const parent = parentWith(Promise.resolve("urn:pulumi:dev::app::contoso:release:Release::release"));
    assert.equal(
      await urnText("vm", TYPE, parent),
      `urn:pulumi:dev::app::contoso:release:Release$${TYPE}::vm`,
    );
  });

  it("is a promise that rejects when the parent could not be registered", async () => {
    const parent = parentWith(Promise.reject(new Error("the parent failed")));
    await assert.rejects(urnText("vm", TYPE, parent), /the parent failed/);
  });

  it("may be read by nobody then: Node reports no more than for the Output that it is made from", async () => {
    const failing = (): pulumi.Resource => parentWith(Promise.reject(new Error("the parent failed")));
    const made = await reported(() => void pulumi.createUrn("vm", TYPE, failing()));
    assert.equal(await reported(() => void urnText("vm", TYPE, failing())), made);
  });
});

/** How many rejections that nobody handles come of it. */
async function reported(act: () => void): Promise<number> {
  let count = 0;
  const note = (): void => void (count += 1);
  process.on("unhandledRejection", note);
  try {
    act();
    for (let i = 0; i < 10; i += 1) await new Promise((resolve) => setImmediate(resolve));
    return count;
  } finally {
    process.off("unhandledRejection", note);
  }
}
