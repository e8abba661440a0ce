import { checkCalls, OFFER } from "../../../support/simulatorClient";

describe("simulator: reads", () => {
  checkCalls([
    ["lists publishers", { path: "/api/publishers" }, 200, /^\[{"version":0,"id":"contoso"/],
    [
      "lists offers",
      { path: "/api/publishers/contoso/offers" },
      200,
      /"status":"running","id":"vm","version":3/,
    ],
    [
      "refuses an unknown publisher",
      { path: "/api/publishers/nobody/offers" },
      404,
      /publisher does not exist/,
    ],
    [
      "reads the draft",
      {},
      200,
      /"id":"vm","version":3,"definition":{"displayText":"vm","offer":{},"plans":\[\]}/,
    ],
    [
      "reads an absolute URL",
      { url: `http://any.where:80${OFFER}?api-version=2017-10-31` },
      200,
      /"id":"vm"/,
    ],
    ["reads slot draft", { path: `${OFFER}/slot/Draft` }, 200, /"version":3/],
    ["reads slot preview", { path: `${OFFER}/slot/preview` }, 200, /"version":3/],
    ["reads a slot in any case", { path: `${OFFER}/slot/PREVIEW` }, 200, /"version":3/],
    [
      "reads slot production",
      { path: "/api/publishers/contoso/offers/live/slot/production" },
      200,
      /"version":2/,
    ],
    [
      "says in text that nothing is in preview",
      { path: "/api/publishers/contoso/offers/draft/slot/preview" },
      404,
      "There is no Staging slot deployed for Offer ID 'draft', Publisher ID 'contoso'",
    ],
    ["says that nothing is live", { path: `${OFFER}/slot/production` }, 404, /no Production slot deployed/],
    ["refuses an unknown slot", { path: `${OFFER}/slot/staging` }, 400, /InvalidSlot/],
    ["reads a version", { path: `${OFFER}/versions/3` }, 200, /"version":3/],
    ["refuses a version never published", { path: `${OFFER}/versions/4` }, 404, /no version 4/],
    ["refuses a version that is no number", { path: `${OFFER}/versions/three` }, 400, /InvalidVersion/],
    [
      "reads the status",
      { path: `${OFFER}/status` },
      200,
      /"id":"publisher-signoff","status":"waitingForPublisherReview"/,
    ],
    [
      "reads the status of a live offer",
      { path: "/api/publishers/contoso/offers/live/status" },
      200,
      /^{"status":"succeeded"/,
    ],
    [
      "reads the status of a draft",
      { path: "/api/publishers/contoso/offers/draft/status" },
      200,
      /"status":"neverPublished".*"steps":\[\]/,
    ],
    [
      "lists submissions with a slash",
      { path: `${OFFER}/submissions/` },
      200,
      /"submissionType":"publish","submissionState":"complete","publishingVersion":1,"slot":"staging"/,
    ],
    ["lists submissions without a slash", { path: `${OFFER}/submissions` }, 200, /"offerVersion":3/],
    [
      "writes the revision stamp with all digits",
      { path: `${OFFER}/submissions/` },
      200,
      /"version":639308124000008314,"definition":{"metadata":{}}/,
    ],
    [
      "reads an operation",
      { path: `${OFFER}/operations/408a4835-0000-1000-0000-000000000001` },
      200,
      /^{"status":"complete"/,
    ],
    [
      "reads an operation with a slash",
      { path: `${OFFER}/operations/408a4835-0000-1000-0000-000000000001/` },
      200,
      /^{"status":"complete"/,
    ],
    [
      "reads an operation by its old name",
      { path: "/api/operations/contoso$vm$1$preview" },
      200,
      /^{"status":"complete"/,
    ],
    ["refuses an unknown operation", { path: `${OFFER}/operations/other` }, 404, /no operation other/],
    ["refuses an unknown old name", { path: "/api/operations/contoso$vm$9$preview" }, 404, /no operation/],
    ["refuses a garbled old name", { path: "/api/operations/contoso" }, 404, /nothing at this path/],
  ]);
});
