import assert from "node:assert/strict";
import { parseJob } from "../../../../../provider/marketplace/productIngestion/job";
import { isJobUrl } from "../../../../../provider/marketplace/productIngestion/paths";
import { jobDocument } from "../../../../support/ingestionPayloads";

describe("a job", () => {
  const table: readonly (readonly [string | undefined, string | undefined, string | undefined, string])[] = [
    ["notStarted", "pending", "notStarted", "notStarted"],
    ["running", "pending", "running", "running"],
    ["Running", "Succeeded", "running", "Running"],
    ["pending", "pending", undefined, "pending"],
    ["pondering", "succeeded", undefined, "pondering"],
    [undefined, "succeeded", undefined, "(no status)"],
    ["completed", "succeeded", "succeeded", "completed/succeeded"],
    ["Completed", "Failed", "failed", "Completed/Failed"],
    ["completed", "cancelled", "canceled", "completed/cancelled"],
    ["completed", "canceled", "canceled", "completed/canceled"],
    ["completed", "pending", undefined, "completed/pending"],
    ["completed", "mostly", undefined, "completed/mostly"],
    ["completed", undefined, undefined, "completed"],
  ];
  for (const [jobStatus, jobResult, status, word] of table) {
    it(`is ${status ?? "not known"} by ${String(jobStatus)} and ${String(jobResult)}, whatever times it shows`, () => {
      for (const jobEnd of ["0001-01-01T00:00:00", "0001-01-01", "2026-11-20T13:00:00Z", undefined]) {
        const job = parseJob(JSON.stringify(jobDocument({ jobStatus, jobResult, jobEnd })));
        assert.deepEqual(job.observation, { status, word, problems: [] });
      }
    });
  }

  it("says that another operation came first, by its error", () => {
    const observed = (message: string): boolean | undefined => {
      const errors = [{ code: "internalServerError", message: "Outer.", details: [{ message }] }];
      return parseJob(JSON.stringify({ ...jobDocument(), errors })).observation.isOvertaken;
    };
    assert.equal(observed("An In Progress submission 1152921505700000001 already exists."), true);
    assert.equal(observed("The submission cannot be pushed to live as its not the latest"), true);
    assert.equal(observed("The submission has no plan"), undefined);
  });

  it("has its id under either spelling, and none that no path can hold", () => {
    const { jobId, ...rest } = jobDocument();
    assert.equal(parseJob(JSON.stringify({ ...rest, jobID: jobId })).id, jobId);
    for (const bad of ["a/b", "..", "a?b", "", "é", "a".repeat(101)]) {
      assert.equal(parseJob(JSON.stringify(jobDocument({ jobId: bad }))).id, undefined, bad);
    }
  });

  it("is nothing else", () => {
    for (const body of ["", "[]", "{}", '"x"', "<html>", '{"status":"completed"}']) {
      assert.throws(() => parseJob(body), { code: "RESPONSE_INVALID" }, body);
    }
  });

  it("has an address of one form", () => {
    const base = "https://api.test/rp/product-ingestion";
    assert.ok(isJobUrl(`${base}/configure/abc-1/status`));
    assert.ok(isJobUrl(`${base}/configure/abc-1/status?$version=1`));
    for (const path of [
      "/configure/abc-1",
      "/configure/a/b/status",
      "/configure//status",
      "/submission/x/status",
    ]) {
      assert.equal(isJobUrl(base + path), false, path);
    }
    assert.equal(isJobUrl("https://api.test/api/publishers/p/offers/o/operations/1"), false);
  });
});
