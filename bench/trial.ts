import type { RequestEntry } from "../simulator";
import type { End, Site } from "./site";

/** What a client made of a launch; `early` is an end reported before there was one. */
export interface Trial {
  /** `running`: no end was reported. */
  readonly reported: End | "running";
  /** From the launch on, the launch itself not included. */
  readonly requests: number;
  /** From the end to the first request after it, in milliseconds; `Infinity` when there was none. */
  readonly delayMs: number;
  /** From the end to the client's word of it, in milliseconds; below zero when that came before. */
  readonly reportedAfterMs: number;
  /** When each look began, in milliseconds since the launch. */
  readonly looks: readonly number[];
  /** How long the launch took, in milliseconds. */
  readonly durationMs: number;
}

/** Looks of a client that asks several things at once are one: requests this close together. */
const ONE_LOOK_MS = 1_000;

function looksOf(requests: readonly RequestEntry[], began: number): number[] {
  return requests
    .filter(({ time }, index) => time - (requests[index - 1]?.time ?? -Infinity) > ONE_LOOK_MS)
    .map(({ time }) => time - began);
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
    looks: looksOf(requests, endsAt - durationMs),
    durationMs,
  };
}
