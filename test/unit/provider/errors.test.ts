import assert from "node:assert/strict";
import { MarketplaceError, withoutCode } from "../../../provider/errors";
import { stumblingBlocks } from "../../support/readable";

describe("an error as a part of another message", () => {
  it("is without its code", () => {
    assert.equal(withoutCode(new MarketplaceError("NETWORK", "no connection [5]")), "no connection [5]");
  });

  it("is whole when it is another error, or no error", () => {
    assert.equal(withoutCode(new Error("broken [NETWORK]")), "broken [NETWORK]");
    assert.equal(withoutCode("broken"), "broken");
  });
});

describe("what a reader stumbles over", () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ["nothing", 'contoso/vm: version 2 failed. Run "pulumi up" again [LAUNCH_FAILED]', []],
    ["two codes", "not sent (late [NETWORK]). Run again [SERVICE_UNAVAILABLE]", ["2 codes"]],
    [
      "a remedy twice",
      "It failed. To launch, run pulumi up --replace 'a'. To launch, run pulumi up --replace 'a'",
      ["twice: pulumi up --replace '", "twice: To launch"],
    ],
    [
      "a full stop too many",
      "It failed (No.; no.). Reason: no quota.. Run it again",
      ["a full stop too many: .;", "a full stop too many: .."],
    ],
    ["a sentence without its capital", "It failed. the next one follows", ["no capital: . the"]],
    ["nothing in the words of the service", 'It said "no. more than that" (see. there)', []],
  ];
  for (const [title, message, expected] of rows) {
    it(`is ${title}`, () => assert.deepEqual(stumblingBlocks(message), expected));
  }
});
