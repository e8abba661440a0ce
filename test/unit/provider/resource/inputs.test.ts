import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import fc from "fast-check";
import { isMarketplaceError } from "../../../../provider/errors";
import {
  checkInputs,
  failureText,
  parseDeclaration,
  type Properties,
} from "../../../../provider/resource/inputs";

const GOOD = { publisherId: "contoso", offerId: "vm-offer", offerVersion: 5 };

function failures(news: Properties, olds: Properties = {}): Record<string, string> {
  return Object.fromEntries(checkInputs(olds, news).failures.map((one) => [one.property, failureText(one)]));
}

describe("checking inputs", () => {
  it("fills in defaults, and brings versions into one form", () => {
    const filled = {
      timeout: "5h",
      waitForLive: true,
      waitForReady: false,
      verifyVersion: true,
      launches: true,
    };
    for (const offerVersion of [5, "5", "005"]) {
      const { inputs, failures: none } = checkInputs({}, { ...GOOD, offerVersion });
      assert.deepEqual(none, []);
      assert.deepEqual(inputs, { ...GOOD, ...filled, offerVersion: "5" });
    }
  });

  const badIds = [
    undefined,
    "",
    7,
    null,
    {},
    ["a"],
    "a/b",
    "a?b",
    "a#b",
    "a%2fb",
    "..",
    "a..b",
    "a b",
    "a\nb",
    "a\u0000",
    "-a",
    "ä",
    "a".repeat(101),
  ];
  for (const property of ["publisherId", "offerId"]) {
    it(`refuses as ${property} what could leave its place in an address`, () => {
      for (const bad of badIds) {
        const reason = failures({ ...GOOD, [property]: bad })[property];
        assert.match(reason ?? "", /letters, digits.*\[INPUT_INVALID\]$/s, JSON.stringify(bad));
      }
    });
  }

  it("refuses as offerVersion what is no whole number above zero, and says where to find it", () => {
    for (const bad of [
      undefined,
      "",
      0,
      -1,
      1.5,
      NaN,
      Infinity,
      "0",
      "-1",
      "1.5",
      "v2",
      "1e3",
      {},
      [],
      true,
      null,
      2 ** 53,
    ]) {
      const reason = failures({ ...GOOD, offerVersion: bad })["offerVersion"];
      assert.match(
        reason ?? "",
        /whole number above zero.*slot\/preview.*\[INPUT_INVALID\]$/s,
        JSON.stringify(bad),
      );
    }
    const large = { ...GOOD, offerVersion: "123456789012345678901234567890" };
    assert.equal(checkInputs({}, large).inputs["offerVersion"], large.offerVersion);
  });

  it("refuses as timeout what is no duration up to 30 days, and shows the form", () => {
    for (const bad of ["", "0s", "5", "-5h", "5 h", "1.5h", "30m1h", "31d", 300, {}, "720h1s"]) {
      assert.match(
        failures({ ...GOOD, timeout: bad })["timeout"] ?? "",
        /90m, 5h, 1h30m or 7d.*\[INPUT_INVALID\]$/s,
      );
    }
    for (const good of ["90m", "5h", "1h30m", "7d", "30d", "1d2h3m4s", "1h30m0s"]) {
      assert.deepEqual(failures({ ...GOOD, timeout: good }), {});
    }
  });

  it("refuses flags that are not true or false", () => {
    for (const property of ["waitForLive", "waitForReady", "verifyVersion"]) {
      assert.match(failures({ ...GOOD, [property]: "true" })[property] ?? "", /true or false/);
    }
  });

  it("tells all failures at once", () => {
    const bad = { publisherId: "", offerId: "a b", offerVersion: 0, timeout: "x", waitForLive: 1 };
    assert.deepEqual(Object.keys(failures(bad)).toSorted(), Object.keys(bad).toSorted());
  });

  it("names the nearest input for one that is not known", () => {
    const cases = { offerVerison: "offerVersion", publisherid: "publisherId", waitForReddy: "waitForReady" };
    for (const [typed, meant] of Object.entries(cases)) {
      assert.match(
        failures({ ...GOOD, [typed]: 1 })[typed] ?? "",
        new RegExp(`did you mean ${meant}\\?.*INPUT_UNKNOWN`),
      );
    }
    assert.match(failures({ ...GOOD, zzz: 1 })["zzz"] ?? "", /known are publisherId/);
    assert.match(failures({ ...GOOD, launches: true })["launches"] ?? "", /computed/);
  });

  it("passes on what is unknown in preview, and what the engine adds", () => {
    const unknown = runtime.unknownValue;
    const news = {
      publisherId: unknown,
      offerId: unknown,
      offerVersion: unknown,
      timeout: unknown,
      waitForLive: unknown,
      __provider: "text",
    };
    const { inputs, failures: none } = checkInputs({ ...GOOD, offerVersion: "5" }, news);
    assert.deepEqual(none, []);
    for (const [property, value] of Object.entries(news)) assert.equal(inputs[property], value);
    assert.equal(inputs["launches"], runtime.unknownValue, "it may well stay the same version");
  });

  it("refuses another offer in place of the old one", () => {
    assert.match(
      failures({ ...GOOD, offerId: "other" }, GOOD)["offerId"] ?? "",
      /vm-offer.*Declare a new.*\[OFFER_CHANGED\]/,
    );
  });

  it("computes launches only for a new resource or another version", () => {
    const launches = (olds: Properties): unknown => checkInputs(olds, GOOD).inputs["launches"];
    assert.equal(launches({}), true);
    const unknown = { ...GOOD, offerVersion: runtime.unknownValue };
    assert.equal(checkInputs({}, unknown).inputs["launches"], true, "a new resource launches whatever it is");
    assert.equal(launches({ ...GOOD, offerVersion: "4" }), true);
    assert.equal(launches({ ...GOOD, offerVersion: "5", timeout: "1h" }), undefined);
  });

  it("gives inputs that parse, or failures, for anything whatever", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(GOOD), "timeout", "waitForLive", "x"), fc.anything()),
        (news) => {
          const { inputs, failures: found } = checkInputs({}, news);
          if (found.length === 0) parseDeclaration(inputs);
        },
      ),
    );
  });
});

describe("a declaration", () => {
  it("is what passed the check, typed", () => {
    const { inputs } = checkInputs({}, { ...GOOD, timeout: "1h30m", waitForReady: true });
    assert.deepEqual(parseDeclaration(inputs), {
      offer: { publisherId: "contoso", offerId: "vm-offer" },
      version: "5",
      timeoutMs: 5_400_000,
      waitForLive: true,
      waitForReady: true,
      verifyVersion: true,
    });
  });

  it("is refused when it did not", () => {
    assert.throws(
      () => parseDeclaration({ ...GOOD, offerVersion: "x" }),
      (error) => isMarketplaceError(error) && error.code === "INPUT_INVALID",
    );
  });
});
