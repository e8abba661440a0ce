import assert from "node:assert/strict";
import { INGESTION_FAULTS, type IngestionOptions } from "../../../../simulator/index";
import { ingestionStage, NAME, type Entry } from "../../../support/ingestionClient";

describe("simulator: oddities of Product Ingestion", () => {
  const spellings = { jobId: [true, false], jobID: [false, true], both: [true, true] } as const;
  for (const [jobId, expected] of Object.entries(spellings)) {
    it(`spells the id of a job as ${jobId}`, () => {
      const document = ingestionStage({ jobId: jobId as keyof typeof spellings }).publish();
      assert.deepEqual([Object.hasOwn(document, "jobId"), Object.hasOwn(document, "jobID")], expected);
    });
  }

  const ends = [
    ["0001-01-01T00:00:00", "0001-01-01T00:00:00"],
    ["0001-01-01", "0001-01-01"],
    ["start", "2026-01-01T00:00:00.000Z"],
    ["none", undefined],
  ] as const;
  for (const [jobEndBefore, expected] of ends) {
    it(`puts ${expected ?? "nothing"} for the end of a job that runs`, () => {
      assert.equal(ingestionStage({ jobEndBefore }).publish().jobEnd, expected);
    });
  }

  it("names another host for what a job is about", () => {
    const { resourceUri } = ingestionStage().publish() as unknown as { resourceUri: string };
    assert.ok(resourceUri.startsWith("https://product-ingestion.mp.microsoft.com/"));
  });

  it("writes details of errors as one object, when told to", () => {
    const stage = ingestionStage({ errorDetails: "object" });
    stage.service.failNextLaunch(NAME, { certification: true });
    const { jobId } = stage.goLive();
    stage.advance(1000);
    const details = stage.job(jobId).errors[0]?.details as { message: string; details: { message: string } };
    assert.deepEqual(
      [details.message, details.details.message],
      ["Certification", "Issues found during Certification."],
    );
  });

  it("names old hosts of schemas and unknown members, when told to", () => {
    const plain = JSON.stringify(ingestionStage().entries());
    const odd = JSON.stringify(ingestionStage({ oldSchemaHosts: true, extraMembers: true }).entries());
    const seen = (text: string) => [
      text.includes("product-ingestion.azureedge.net"),
      text.includes('"newMember"'),
    ];
    assert.deepEqual(
      [seen(plain), seen(odd)],
      [
        [false, false],
        [true, true],
      ],
    );
  });

  it("respells words", () => {
    const stage = ingestionStage({ words: { running: "InProgress", pending: "Pending" } });
    const { jobId } = stage.goLive();
    stage.advance(1);
    const { jobStatus, jobResult } = stage.job(jobId);
    const entry: Entry | undefined = stage.entries().at(-1);
    assert.deepEqual(
      [jobStatus, jobResult, entry?.status, entry?.result],
      ["InProgress", "Pending", "InProgress", "Pending"],
    );
  });

  it("forgets a job after its time", () => {
    const stage = ingestionStage({ jobLifetime: 500 });
    const { jobId } = stage.publish();
    stage.advance(499);
    assert.equal(stage.get(`configure/${jobId}/status`).status, 200);
    stage.advance(1);
    assert.equal(stage.get(`configure/${jobId}/status`).status, 404);
  });

  it("lets a change of the draft take its time", () => {
    const stage = ingestionStage({ configureTime: 100 });
    const [plan] = (stage.value(`plan?product=product/${stage.productId}`) as { value: object[] }).value;
    const { jobId } = JSON.parse(stage.post("configure", stage.configure(plan ?? {})).body) as {
      jobId: string;
    };
    assert.equal(stage.job(jobId).jobResult, "pending");
    stage.advance(100);
    assert.equal(stage.job(jobId).jobResult, "succeeded");
  });

  it("asks for a wait while something runs", () => {
    const stage = ingestionStage({}, { retryAfterSeconds: 7 });
    const asked = (path: string) => stage.get(path).headers["Retry-After"];
    const list = `submission/${stage.productId}`;
    assert.equal(asked(list), undefined);
    const { jobId } = stage.goLive();
    assert.deepEqual([asked(list), asked(`configure/${jobId}/status`)], ["7", "7"]);
    stage.advance(1000);
    assert.deepEqual([asked(list), asked(`configure/${jobId}/status`)], [undefined, undefined]);
  });

  const faults = [
    ["wrongAudience", 401, /InvalidAuthenticationToken.*Invalid audience/],
    ["notManager", 403, /forbidden/i],
    ["badGateway", 502, /^$/],
    ["throttled", 429, /TooManyRequests/],
  ] as const;
  for (const [name, status, body] of faults) {
    it(`answers ${status} once with the fault ${name}`, () => {
      const stage = ingestionStage();
      stage.service.fault(INGESTION_FAULTS[name]);
      const answer = stage.get("product");
      assert.equal(answer.status, status);
      assert.match(answer.body, body);
      assert.equal(answer.headers["Retry-After"], name === "throttled" ? "60" : undefined);
      assert.equal(stage.get("product").status, 200);
    });
  }

  it("loses the answer to a launch that was accepted", () => {
    const stage = ingestionStage();
    const body = JSON.stringify(stage.configure(stage.submission("live", stage.number())));
    const headers = { Authorization: "Bearer token" };
    stage.service.fault({ match: { path: "/configure" }, reset: "after" });
    const reply = stage.service.handle({
      method: "POST",
      url: "/rp/product-ingestion/configure",
      headers,
      body,
    });
    assert.equal(reply.kind, "reset");
    assert.equal(stage.service.offer(NAME).running?.kind, "goLive");
    assert.deepEqual(
      stage.service.requests.map(({ action, accepted, status }) => [action, accepted, status]),
      [["golive", true, "reset"]],
    );
  });

  const bad: readonly (readonly [IngestionOptions, RegExp])[] = [
    [{ pageSize: 0 }, /ingestion\.pageSize is 0/],
    [{ refusalTime: -1 }, /ingestion\.refusalTime is -1/],
    [{ jobLifetime: NaN }, /ingestion\.jobLifetime is NaN/],
  ];
  for (const [options, message] of bad) {
    it(`refuses ${JSON.stringify(options)}`, () => assert.throws(() => ingestionStage(options), message));
  }
});
