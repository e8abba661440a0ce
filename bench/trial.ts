import type { End, Site } from "./site";

/** Requests that belong together. */
export interface TrialLook {
  /** When the first of them was sent, in milliseconds since the launch. */
  readonly at: number;
  /** When the last of them was sent: the wait for the next look begins then. */
  readonly until: number;
  readonly requests: number;
}

/** A client's outcome for a launch. `early` is an end reported before there was one. */
export interface Trial {
  /** `running`: no end was reported. */
  readonly reported: End | "running";
  /** Since the launch, not counting the launch itself. */
  readonly requests: number;
  /** From the end to the first request after it, in milliseconds; `Infinity` when there was none. */
  readonly delayMs: number;
  /** From the end until the client reported it, in milliseconds. Negative when it reported one before. */
  readonly reportedAfterMs: number;
  readonly looks: readonly TrialLook[];
  /** How long the launch took, in milliseconds. */
  readonly durationMs: number;
}

/** A client that asks several things at once sends them at most this far apart. Anything later is another look. */
const ONE_LOOK_MS = 1_000;

/** The looks of requests sent at these times, in order, in milliseconds since the launch. */
export function looksOf(times: readonly number[]): readonly TrialLook[] {
  const looks: { at: number; until: number; requests: number }[] = [];
  for (const at of times) {
    const last = looks.at(-1);
    if (last !== undefined && at - last.at <= ONE_LOOK_MS) {
      last.requests += 1;
      last.until = at;
    } else looks.push({ at, until: at, requests: 1 });
  }
  return looks;
}

export function toTrial(
  site: Site,
  durationMs: number,
  reported: Trial["reported"],
  reportedAt: number,
): Trial {
  const requests = site.requests();
  const endsAt = site.endsAt();
  const first = requests.find(({ time }) => time >= endsAt);
  return {
    reported,
    requests: requests.length,
    delayMs: reported === "running" || first === undefined ? Infinity : first.time - endsAt,
    reportedAfterMs: reported === "running" ? Infinity : reportedAt - endsAt,
    looks: looksOf(requests.map(({ time }) => time - (endsAt - durationMs))),
    durationMs,
  };
}
