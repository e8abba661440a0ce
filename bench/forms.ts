import { asRecord, asArray, parseJson } from "../provider/values/json";
import type { HttpResponse } from "../provider/marketplace/http/transport";
import type { SimulatorOptions } from "../simulator";
import { ENDPOINT, type Call, type End, type SiteOptions } from "./site";

/** One way in which the service may report a launch, and how that launch ends. */
export interface Form {
  readonly group: string;
  readonly name: string;
  readonly end: End;
  readonly simulator?: SimulatorOptions;
  readonly rewrite?: NonNullable<SiteOptions["rewrite"]>;
}

type Rewrite = NonNullable<SiteOptions["rewrite"]>;
type Operation = Record<string, unknown>;

const ENDS: readonly End[] = ["succeeded", "failed", "canceled"];

/** The form from which the others differ in one respect, so that no client is blamed twice for one thing. */
const PLAIN: SimulatorOptions = { location: "absolute", words: { complete: "Succeeded" } };

/** The response to the launch, with another header for the operation. */
function named(header: (path: string) => Readonly<Record<string, string>>): Rewrite {
  return (answer, { method }) => {
    if (method !== "POST") return answer;
    const { location, "operation-location": other, ...rest } = answer.headers;
    const { pathname } = new URL(location ?? other ?? "", ENDPOINT);
    return { ...answer, headers: { ...rest, ...header(pathname) } };
  };
}

/** The operation with another body, while it runs or always. */
function changed(
  change: (operation: Operation) => Operation,
  when: "running" | "always" = "always",
): Rewrite {
  return (answer, call) => {
    if (!isOperation(call)) return answer;
    const operation = asRecord(parseJson(answer.body, "The operation"));
    if (operation === undefined || (when === "running" && operation["status"] !== "running")) return answer;
    return { ...answer, body: JSON.stringify(change({ ...operation })) };
  };
}

function isOperation({ method, url }: Call): boolean {
  return method === "GET" && url.includes("/operations/");
}

function withHeader(name: string, value: string): Rewrite {
  return (answer: HttpResponse, call) =>
    isOperation(call) ? { ...answer, headers: { ...answer.headers, [name]: value } } : answer;
}

/** Changes one step of the operation, by its place. */
function withStep(index: number, change: Operation): (operation: Operation) => Operation {
  return (operation) => {
    const steps = (asArray(operation["steps"]) ?? []).map((step, at) =>
      at === index ? { ...asRecord(step), ...change } : step,
    );
    return { ...operation, steps };
  };
}

function withoutStatus({ status: _dropped, ...rest }: Operation): Operation {
  return rest;
}

const HEADERS: readonly (readonly [string, Partial<Form>])[] = [
  ["Operation-Location, absolute", {}],
  ["Operation-Location, relative", { rewrite: named((path) => ({ "operation-location": path })) }],
  ["Location, relative, api-version", { simulator: { ...PLAIN, location: "relative" } }],
  ["Location, absolute", { rewrite: named((path) => ({ location: `${ENDPOINT}${path}` })) }],
  ["Location, publisher$offer$2$preview", { simulator: { ...PLAIN, location: "legacy" } }],
  ["no header", { rewrite: named(() => ({})) }],
];

const LAST_WORDS: readonly (readonly [string, string, End])[] = [
  ["complete", "complete", "succeeded"],
  ["complete", "Complete", "succeeded"],
  ["complete", "completed", "succeeded"],
  ["complete", "succeeded", "succeeded"],
  ["complete", "Succeeded", "succeeded"],
  ["failed", "Failed", "failed"],
  ["canceled", "Canceled", "canceled"],
  ["canceled", "cancelled", "canceled"],
];

const RUNNING_WORDS = [
  "Running",
  "inProgress",
  "in progress",
  "In-Progress",
  "notStarted",
  "not started",
  "waitingForPublisherReview",
  "a word that nobody has seen",
];

const ERROR_MESSAGE = { messageHtml: "<b>look at this</b>", level: "error" };

const BODIES: readonly (readonly [string, Rewrite])[] = [
  ["a step is blocked meanwhile", changed(withStep(1, { status: "blocked" }), "running")],
  ["a step is rejected meanwhile", changed(withStep(1, { status: "rejected" }), "running")],
  ["a message of level error", changed((one) => ({ ...one, messages: [ERROR_MESSAGE] }), "running")],
  ["messages are strings", changed((one) => ({ ...one, messages: ["<p>all is well</p>"] }))],
  ["a complete step at 0 %", changed(withStep(0, { progressPercentage: 0 }))],
  ["an earlier step never started", changed(withStep(1, { status: "notStarted" }))],
  ["no steps", changed((one) => ({ ...one, steps: [] }))],
];

const LATER = new Date(Date.UTC(2026, 0, 1, 0, 0, 30)).toUTCString();

const WISHES: readonly (readonly [string, Rewrite])[] = [
  ["Retry-After in seconds", withHeader("retry-after", "7")],
  ["Retry-After as a date", withHeader("retry-after", LATER)],
  ["retry-after-ms", withHeader("retry-after-ms", "7000")],
];

const CONTINUING: readonly (readonly [string, SimulatorOptions])[] = [
  ["the URL of the earlier publish", { goliveContinuesPublish: true }],
  ["the publish is listed on", { publishRemainsRunning: true }],
  ["the list lags by a minute", { submissionsLagMs: 60_000 }],
];

/** Every form of response about a launch that a client has to understand. */
export const FORMS: readonly Form[] = [
  ...HEADERS.flatMap(([name, rest]) =>
    ENDS.map((end) => ({ group: "where the operation is", name, end, simulator: PLAIN, ...rest })),
  ),
  ...LAST_WORDS.map(([word, other, end]): Form => ({
    group: "words for an end",
    name: other,
    end,
    simulator: { ...PLAIN, words: { [word]: other } },
  })),
  ...RUNNING_WORDS.map((word): Form => ({
    group: "words for under way",
    name: word,
    end: "succeeded",
    simulator: { ...PLAIN, words: { ...PLAIN.words, running: word } },
  })),
  ...ENDS.flatMap((end): Form[] => [
    { group: "shape", name: "list of one", end, simulator: { ...PLAIN, operationShape: "array" } },
    { group: "shape", name: "no status", end, simulator: PLAIN, rewrite: changed(withoutStatus) },
  ]),
  ...[...BODIES, ...WISHES].map(([name, rewrite]): Form => ({
    group: "steps, messages and wishes",
    name,
    end: "succeeded",
    simulator: PLAIN,
    rewrite,
  })),
  ...CONTINUING.map(([name, options]): Form => ({
    group: "publish and launch in one",
    name,
    end: "succeeded",
    simulator: { ...PLAIN, ...options },
  })),
];
