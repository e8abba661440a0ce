import assert from "node:assert/strict";
import { MarketplaceError } from "../../../../../provider/errors";
import { goLiveBody, judgeGoLive } from "../../../../../provider/marketplace/productIngestion/goLive";
import type { PostOutcome } from "../../../../../provider/marketplace/http/requester";
import { GUID, jobDocument, WAITS } from "../../../../support/ingestionPayloads";

const resolve = (path: string): string => `https://api.test${path}`;
const JOB = "c0ffee00-0000-4000-8000-000000000001";
const JOB_URL = `https://api.test/rp/product-ingestion/configure/${JOB}/status`;

function accepted(body: unknown, status = 202): PostOutcome {
  return { kind: "answered", response: { status, headers: {}, body: text(body) } };
}

function text(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

function refused(status: number, body: unknown = ""): PostOutcome {
  return {
    kind: "answered",
    response: { status, headers: {}, body: text(body) },
    refusal: { code: "SERVICE_REFUSED", message: `answered ${status}`, serviceCode: "its-code" },
  };
}

describe("the body of the one write", () => {
  it("names the submission that was looked at, in four members, and nothing else", () => {
    assert.deepEqual(goLiveBody(GUID, WAITS, "2022-03-01-preview2"), {
      $schema: "https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2",
      resources: [
        {
          $schema: "https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2",
          id: `submission/${GUID}/${WAITS}`,
          product: `product/${GUID}`,
          target: { targetType: "live" },
        },
      ],
    });
  });
});

describe("what became of the one write", () => {
  it("is accepted with a job, whose address is made here and never taken from the response", () => {
    for (const status of [200, 202]) {
      assert.deepEqual(judgeGoLive(accepted(jobDocument(), status), resolve), {
        kind: "accepted",
        operationUrl: JOB_URL,
      });
    }
    const { jobId, ...rest } = jobDocument();
    assert.deepEqual(judgeGoLive(accepted({ ...rest, jobID: jobId }), resolve), {
      kind: "accepted",
      operationUrl: JOB_URL,
    });
  });

  it("is accepted with a remark where no job can be read", () => {
    const bodies: unknown[] = [
      "",
      "<html>",
      [],
      {},
      jobDocument({ jobId: "../../x" }),
      jobDocument({ jobId: "a".repeat(101) }),
    ];
    for (const body of bodies) {
      const answer = judgeGoLive(accepted(body), resolve);
      assert.ok(answer.kind === "accepted" && answer.operationUrl === undefined, text(body));
      assert.ok(answer.remark !== undefined);
    }
  });

  it("tells of a job that ended in the very response", () => {
    const errors = [{ code: "conflict", message: "busy" }];
    const answer = judgeGoLive(
      accepted(jobDocument({ jobStatus: "completed", jobResult: "failed", errors })),
      resolve,
    );
    assert.deepEqual(answer, {
      kind: "accepted",
      operationUrl: JOB_URL,
      observation: {
        status: "failed",
        word: "completed/failed",
        problems: [{ message: "conflict: busy" }],
      },
    });
  });

  const busy: Readonly<Record<number, boolean>> = {
    ...{
      400: false,
      401: false,
      403: false,
      404: false,
      405: false,
      409: true,
      410: false,
      412: true,
      413: false,
    },
    ...{ 415: false, 422: false, 423: true, 429: false },
  };
  for (const [status, isBusy] of Object.entries(busy)) {
    it(`is refused for certain by ${status}`, () => {
      assert.deepEqual(judgeGoLive(refused(Number(status)), resolve), {
        kind: "refused",
        busy: isBusy,
        httpStatus: Number(status),
        code: "its-code",
        message: `answered ${status}`,
      });
    });
  }

  for (const code of ["Conflict", "locked", "productLocked", "invalidState"]) {
    it(`is looked into when ${code} is said, at any depth`, () => {
      const details = [{ code, message: "of another" }];
      const body = { error: { code: "badRequest", message: "No", details } };
      const answer = judgeGoLive(refused(400, body), resolve);
      assert.ok(answer.kind === "refused" && answer.busy);
      assert.equal(answer.message, `answered 400 (details: ${code}: of another)`);
    });
  }

  for (const status of [301, 408, 418, 500, 502, 503, 504]) {
    it(`is not known after ${status}`, () => {
      assert.deepEqual(judgeGoLive(refused(status), resolve), {
        kind: "unknown",
        message: `answered ${status}`,
      });
    });
  }

  it("is not known when the response was lost, and nothing when it was not sent", () => {
    assert.deepEqual(judgeGoLive({ kind: "lost", error: new Error("reset") }, resolve), {
      kind: "unknown",
      message: "reset",
    });
    assert.deepEqual(judgeGoLive({ kind: "notSent" }, resolve), { kind: "notSent" });
    const late: PostOutcome = { kind: "notSent", reason: "no connection in time" };
    assert.deepEqual(judgeGoLive(late, resolve), late);
  });

  it("is an error when there was no connection", () => {
    const error = new MarketplaceError("NETWORK", "refused", { notSent: "unreachable" });
    assert.throws(() => judgeGoLive({ kind: "notSent", error }, resolve), error);
  });
});
