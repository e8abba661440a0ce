import assert from "node:assert/strict";
import { launchMark } from "../../../../provider/resource/launchMark";
import type { Properties } from "../../../../provider/resource/properties";
import { UNKNOWN } from "../../../../provider/values/unknown";

const HERE = "https://here.test";
const NOW = Date.UTC(2026, 0, 1);
const NEW = { offerVersion: "2", api: "cloudPartner", service: HERE };

describe("the mark of a run that launches", () => {
  const rows: readonly (readonly [string, readonly Properties[], Properties, unknown])[] = [
    ["a new resource", [], NEW, true],
    ["a new resource whose version is not known yet", [], { ...NEW, offerVersion: UNKNOWN }, true],
    ["the same version", [NEW], NEW, undefined],
    ["another timeout", [{ ...NEW, timeout: "1h" }], NEW, undefined],
    ["another version", [{ ...NEW, offerVersion: "1" }], NEW, true],
    ["a version that is not known yet", [NEW], { ...NEW, offerVersion: UNKNOWN }, UNKNOWN],
    ["another origin", [{ ...NEW, service: "https://there.test" }], NEW, true],
    ["a state that names no origin and no API", [{ offerVersion: "2" }], NEW, undefined],
    ["another API", [NEW], { ...NEW, api: "productIngestion" }, true],
    ["an API that is not known yet", [NEW], { ...NEW, api: UNKNOWN, service: undefined }, undefined],
    ["a replacement that was shown the same version", [NEW, NEW], NEW, undefined],
    [
      "a replacement whose inputs lag behind its outputs",
      [{ ...NEW, offerVersion: "1" }, NEW],
      NEW,
      undefined,
    ],
    ["a replacement with another version", [{ ...NEW, offerVersion: "1" }], NEW, true],
  ];
  for (const [title, before, news, launches] of rows) {
    it(`${launches === undefined ? "is absent" : launches === true ? "is there" : "is not known"} for ${title}`, () => {
      const isAbsent = launches === undefined;
      assert.deepEqual(
        launchMark(before, news, NOW),
        isAbsent ? {} : { launches, launchCheckedAt: "2026-01-01T00:00:00.000Z" },
      );
      assert.deepEqual(
        launchMark(before, news, undefined),
        isAbsent ? {} : { launches, launchCheckedAt: UNKNOWN },
      );
    });
  }
});
