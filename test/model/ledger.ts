import type { View } from "./view";

/** A launch that the service really ran, whoever began it. */
export interface Launch {
  readonly id: string;
  readonly version: number;
  /** The name of the stack, or `other`. */
  readonly by: string;
  /** When it was first seen, in milliseconds since 1970. */
  readonly beganAt: number;
  /** When it began or, once it has ended, was first seen ended, in milliseconds since 1970. */
  changedAt: number;
  end: "none" | "live" | "failed" | "canceled";
}

/** The offer's true history, by the service's own views. */
export interface Ledger {
  readonly launches: readonly Launch[];
  /** Versions whose launch was accepted, and refused later by its job: what runs was begun by somebody else. */
  readonly refusals: Set<number>;
  /** The versions that were in production at some moment. */
  readonly wereLive: ReadonlySet<number>;
  /** When the version that is in production was first seen there. */
  readonly liveSince: number;
  /** Looks at the service; called before and after everything that may change it. */
  look(by?: string, canceling?: boolean): View;
}

/** @param risesBy - by how much production's number is above the one launched */
export function createLedger(view: () => View, now: () => number, risesBy = 0): Ledger {
  const launches: Launch[] = [];
  const wereLive = new Set<number>();
  let production: number | undefined;
  let liveSince = now();
  return {
    launches,
    refusals: new Set(),
    wereLive,
    get liveSince() {
      return liveSince;
    },
    look(by = "other", canceling = false) {
      const seen = view();
      if (seen.production !== production) liveSince = now();
      production = seen.production;
      if (production !== undefined) wereLive.add(production);
      const last = launches.at(-1);
      if (last?.end === "none" && seen.running?.id !== last.id) {
        const isLive = production === last.version + risesBy;
        if (isLive) wereLive.add(last.version);
        last.end = isLive ? "live" : canceling ? "canceled" : "failed";
        last.changedAt = now();
      }
      if (seen.running?.kind === "goLive" && seen.running.id !== launches.at(-1)?.id) {
        const { id, version } = seen.running;
        launches.push({ id, version, by, beganAt: now(), changedAt: now(), end: "none" });
      }
      return seen;
    },
  };
}
