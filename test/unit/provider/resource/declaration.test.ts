import assert from "node:assert/strict";
import fc from "fast-check";
import { isMarketplaceError } from "../../../../provider/errors";
import { checkInputs, failureText, parseDeclaration } from "../../../../provider/resource/declaration";
import type { Properties } from "../../../../provider/resource/properties";
import { UNKNOWN } from "../../../../provider/values/unknown";

const GOOD = { publisherId: "contoso", offerId: "vm-offer", offerVersion: 5 };

function failures(news: Properties, olds: Properties = {}): Record<string, string> {
  return Object.fromEntries(checkInputs(olds, news).failures.map((one) => [one.property, failureText(one)]));
}

describe("checking inputs", () => {
  it("fills in defaults, and brings versions into one form", () => {
    const filled = {
      api: "cloudPartner",
      timeout: "5h",
      waitForLive: true,
      waitForReady: false,
      verifyVersion: true,
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
    ]) {
      const reason = failures({ ...GOOD, offerVersion: bad })["offerVersion"];
      assert.match(
        reason ?? "",
        /publish number from Partner Center.*look contoso\/\S+" shows it \[INPUT_INVALID\]$/s,
        JSON.stringify(bad),
      );
    }
    assert.match(
      failures({ ...GOOD, offerVersion: 2 ** 53 })["offerVersion"] ?? "",
      /too large for a JavaScript number and may have lost digits: put it in quotes\. .*\[INPUT_INVALID\]$/s,
    );
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
        new RegExp(`Did you mean ${meant}\\?.*INPUT_UNKNOWN`),
      );
    }
    assert.match(failures({ ...GOOD, zzz: 1 })["zzz"] ?? "", /Its inputs are api, publisherId/);
    for (const computed of ["launches", "launchCheckedAt", "service"]) {
      assert.match(failures({ ...GOOD, [computed]: true })[computed] ?? "", /computed.*INPUT_UNKNOWN/);
    }
  });

  it("drops computed inputs that come back from the state, as ignoreChanges hands them over", () => {
    const computed = {
      launches: true,
      launchCheckedAt: "2026-01-01T00:00:00Z",
      service: "https://here.test",
    };
    const { inputs, failures: none } = checkInputs({ ...GOOD, ...computed }, { ...GOOD, ...computed });
    assert.deepEqual(none, []);
    for (const name of Object.keys(computed)) assert.equal(name in inputs, false);
    assert.match(
      failures({ ...GOOD, launches: false }, { ...GOOD, ...computed })["launches"] ?? "",
      /INPUT_UNKNOWN/,
    );
  });

  it("passes on what is unknown in preview", () => {
    const unknown = UNKNOWN;
    const news = {
      publisherId: unknown,
      offerId: unknown,
      offerVersion: unknown,
      timeout: unknown,
      waitForLive: unknown,
      api: unknown,
    };
    const { inputs, failures: none } = checkInputs({ ...GOOD, offerVersion: "5" }, news);
    assert.deepEqual(none, []);
    for (const [property, value] of Object.entries(news)) assert.equal(inputs[property], value);
  });

  it("refuses another offer in place of the old one", () => {
    assert.match(
      failures({ ...GOOD, offerId: "other" }, GOOD)["offerId"] ?? "",
      /vm-offer.*Declare a new.*\[OFFER_CHANGED\]/,
    );
  });

  it("refuses another spelling of the same offer, and says that it is the same", () => {
    assert.match(
      failures({ ...GOOD, offerId: "VM-Offer" }, GOOD)["offerId"] ?? "",
      /"vm-offer".*Set it back.*differ only in case.*\[OFFER_CHANGED\]/,
    );
  });

  it("refuses another api for the same version, and takes it with another one", () => {
    const ingestion = { ...GOOD, api: "productIngestion" };
    for (const olds of [GOOD, { ...GOOD, api: "cloudPartner" }]) {
      assert.match(
        failures(ingestion, olds)["api"] ?? "",
        /cannot change from cloudPartner without offerVersion.*\[API_CHANGED\]$/s,
      );
      assert.deepEqual(failures({ ...ingestion, offerVersion: "6" }, olds), {});
      assert.deepEqual(failures({ ...ingestion, offerVersion: UNKNOWN }, olds), {});
    }
    assert.deepEqual(failures(ingestion), {}, "of a new resource");
    assert.match(failures({ ...GOOD, api: "graph" })["api"] ?? "", /cloudPartner, productIngestion.*"graph"/);
  });

  it("refuses as offerId what no product of Product Ingestion can have", () => {
    for (const offerId of ["VM", "a.b", "ab", "a".repeat(51)]) {
      const reason = failures({ ...GOOD, offerId, api: "productIngestion" })["offerId"];
      assert.match(reason ?? "", /lower-case.*Product Ingestion.*\[INPUT_INVALID\]$/s);
      assert.deepEqual(failures({ ...GOOD, offerId }), {});
    }
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
      api: "cloudPartner",
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
