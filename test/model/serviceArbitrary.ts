import * as fc from "fast-check";
import type { ApiName } from "../../provider/marketplace/apiName";
import type { SimulatorOptions } from "../../simulator";
import { conflictArb } from "./conflict";
import { offerIdOf } from "./view";

const MINUTE = 60_000;

const wordsArb: fc.Arbitrary<Record<string, string>> = fc.record({
  running: fc.constantFrom("running", "Running", "inProgress", "In Progress", "in-progress", "Pondering"),
  inProgress: fc.constantFrom("inProgress", "In progress", "Running"),
  complete: fc.constantFrom("complete", "Completed", "succeeded", "Succeeded", "COMPLETE"),
  succeeded: fc.constantFrom("succeeded", "published", "Complete", "completed"),
  failed: fc.constantFrom("failed", "Failed", "FAILED"),
  canceled: fc.constantFrom("canceled", "Cancelled", "cancelled"),
  notStarted: fc.constantFrom("notStarted", "Not Started", "not-started"),
  waitingForPublisherReview: fc.constantFrom(
    "waitingForPublisherReview",
    "Waiting for publisher review",
    "WaitingForPublisherReview",
  ),
});

const lagArb = fc.constantFrom(0, 0, 0, 2 * MINUTE, 8 * MINUTE);

const TIMES = {
  launchTime: fc.constantFrom(...[20_000, 8 * MINUTE, 45 * MINUTE, 3 * 60 * MINUTE]),
  publishTime: fc.constantFrom(30_000, 20 * MINUTE),
  submissionsLagMs: lagArb,
};

function offers(api: ApiName, production: boolean): Pick<SimulatorOptions, "offers"> {
  const offerId = offerIdOf(api);
  return {
    offers: [{ publisherId: "contoso", offerId, preview: 2, ...(production ? { production: 1 } : {}) }],
  };
}

const cloudPartnerArb: fc.Arbitrary<SimulatorOptions> = fc
  .record({
    ...TIMES,
    production: fc.boolean(),
    location: fc.constantFrom("absolute", "relative", "legacy"),
    operationShape: fc.constantFrom("object", "array"),
    style: fc.constantFrom("own", "own", "publishRemainsRunning", "goliveContinuesPublish"),
    statusLagMs: lagArb,
    productionLagMs: lagArb,
    words: fc.option(wordsArb, { nil: {} }),
  })
  .map(({ production, style, statusLagMs, ...rest }) => ({
    ...rest,
    // A publish takes longer than the status lags: preview never holds what the status does not know of.
    statusLagMs: statusLagMs < rest.publishTime ? statusLagMs : 0,
    ...offers("cloudPartner", production),
    publishRemainsRunning: style === "publishRemainsRunning",
    goliveContinuesPublish: style === "goliveContinuesPublish",
  }));

const productIngestionArb: fc.Arbitrary<SimulatorOptions> = fc
  .record({
    ...TIMES,
    production: fc.boolean(),
    ingestion: fc.record({
      list: fc.constantFrom("kept", "vanished"),
      jobId: fc.constantFrom("jobId", "jobID", "both"),
      numbers: fc.constantFrom("rising", "rising", "falling"),
      liveCreated: fc.constantFrom("launch", "publish"),
      canceledEntry: fc.constantFrom("failed", "cancelled", "gone"),
      jobEndBefore: fc.constantFrom("0001-01-01T00:00:00", "0001-01-01", "start", "none"),
      errorDetails: fc.constantFrom("list", "object"),
      extraMembers: fc.boolean(),
      refusalTime: fc.constantFrom(0, 3 * MINUTE),
      jobLifetime: fc.constantFrom(Infinity, Infinity, 10 * MINUTE),
      words: fc.constantFrom({}, {}, { running: "inProgress", completed: "Completed" }),
    }),
  })
  .map(({ production, ...rest }) => ({ ...rest, ...offers("productIngestion", production) }));

/** How a simulated service is set up. */
export function serviceArb(api: ApiName): fc.Arbitrary<SimulatorOptions> {
  const agreed = api === "cloudPartner" ? cloudPartnerArb : productIngestionArb;
  const conflicted = fc
    .tuple(agreed, conflictArb(api))
    .map(([options, conflict]) => ({ ...options, ...conflict }));
  return fc.oneof({ weight: 2, arbitrary: agreed }, { weight: 1, arbitrary: conflicted });
}
