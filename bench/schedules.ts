import { toOperationStatus } from "../provider/marketplace/cloudPartner/statusWords";
import { isSettled } from "../provider/marketplace/operationStatus";
import { stringField } from "../provider/values/json";
import { API_VERSION, BEGINNING, createSite, GO_LIVE, type SiteOptions } from "./site";
import { toTrial, type Trial } from "./trial";

/** A published way to wait that is not a package of its own: the delays between looks, whatever they show. */
export interface Schedule {
  readonly name: string;
  /** The delay before look number `index`, counted from 0, in milliseconds. */
  readonly delayMs: (index: number) => number;
  /** When it gives up, in milliseconds. */
  readonly limitMs: number;
}

const every = (seconds: number): Schedule["delayMs"] => {
  return (index) => (index === 0 ? 0 : seconds * 1_000);
};

/** As read in the sources that docs/performance.md names. */
export const SCHEDULES: readonly Schedule[] = [
  { name: "every 10 s", delayMs: every(10), limitMs: Infinity },
  { name: "every 30 s", delayMs: every(30), limitMs: Infinity },
  { name: "every 300 s", delayMs: every(300), limitMs: Infinity },
  {
    name: "doubling, 600 s",
    delayMs: (index) => (index === 0 ? 0 : 2 ** (index - 1) * 1_000),
    limitMs: 600_000,
  },
  { name: "every 4 h", delayMs: every(14_400), limitMs: Infinity },
];

/** One launch followed on a schedule, with nothing to misread: a schedule is a way to wait, not a way to read. */
export function runSchedule(schedule: Schedule, options: SiteOptions): Trial {
  let now = BEGINNING;
  const site = createSite(options, () => now);
  const accepted = site.call(GO_LIVE);
  const location = accepted.headers["operation-location"];
  if (location === undefined) throw new Error("The answer to the launch has no Operation-Location");
  const url = `${location}?${API_VERSION}`;
  for (let index = 0; ; index++) {
    now += schedule.delayMs(index);
    if (now - BEGINNING > schedule.limitMs) return toTrial(site, options.durationMs, "running", now);
    const answer: unknown = JSON.parse(site.call({ method: "GET", url }).body);
    const status = toOperationStatus(stringField(answer, "status") ?? "");
    if (isSettled(status)) return toTrial(site, options.durationMs, status, now);
  }
}
