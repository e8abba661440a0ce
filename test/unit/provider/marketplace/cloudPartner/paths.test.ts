import assert from "node:assert/strict";
import fc from "fast-check";
import { MarketplaceError } from "../../../../../provider/errors";
import {
  goLivePath,
  operationPath,
  slotPath,
  statusPath,
  submissionsPath,
} from "../../../../../provider/marketplace/cloudPartner/paths";

const OFFER = { publisherId: "contoso", offerId: "vm" };

describe("paths of the Cloud Partner Portal API", () => {
  const cases: readonly (readonly [path: string | undefined, expected: string | undefined])[] = [
    [goLivePath(OFFER), "/api/publishers/contoso/offers/vm/golive"],
    [statusPath(OFFER), "/api/publishers/contoso/offers/vm/status"],
    [submissionsPath(OFFER), "/api/publishers/contoso/offers/vm/submissions/"],
    [slotPath(OFFER, "preview"), "/api/publishers/contoso/offers/vm/slot/preview"],
    [
      operationPath(OFFER, "contoso$vm$2$preview"),
      "/api/publishers/contoso/offers/vm/operations/contoso$vm$2$preview",
    ],
    [operationPath(OFFER, "../../x?y#z"), "/api/publishers/contoso/offers/vm/operations/..%2F..%2Fx%3Fy%23z"],
    [operationPath(OFFER, ".."), undefined],
    [operationPath(OFFER, ""), undefined],
    [operationPath(OFFER, "x".repeat(1_001)), undefined],
  ];
  for (const [path, expected] of cases) {
    it(`are ${String(expected)}`, () => assert.equal(path, expected));
  }

  it("keep every id in its segment, or refuse it", () => {
    const id = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(".", "..", "%2e%2e", "a/b", "a\\b", "?", "#"),
    );
    fc.assert(
      fc.property(id, id, (publisherId, offerId) => {
        let path: string;
        try {
          path = statusPath({ publisherId, offerId });
        } catch (error) {
          assert.ok(error instanceof MarketplaceError && error.code === "INPUT_INVALID");
          return;
        }
        const segments = new URL(path, "https://cloudpartner.azure.com").pathname.split("/");
        assert.deepEqual(
          segments.map((segment) => decodeURIComponent(segment)),
          ["", "api", "publishers", publisherId, "offers", offerId, "status"],
        );
      }),
    );
  });
});
