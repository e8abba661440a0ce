import type { VirtualClock } from "../../support/virtualClock";
import type { Gap } from "./schedule";

const MINUTE = 60_000;

/** The things that all processes of a play run on. */
export interface Machine {
  readonly clock: VirtualClock;
  /** How long it slept or was stopped so far, in milliseconds. */
  stoppedMs: number;
}

/** The time of one process on its machine; the service keeps its own. */
export interface Gaps {
  happen(what: Gap): void;
  /** The wall clock of this machine. */
  readonly now: () => number;
}

export function createGaps(machine: Machine): Gaps {
  const { clock } = machine;
  let ahead = 0;

  function stop(ms: number, isMonotonicStopped: boolean): void {
    clock.stop(ms, isMonotonicStopped);
    machine.stoppedMs += ms;
  }

  return {
    happen(what) {
      switch (what) {
        case "sleepTenMinutes":
          stop(10 * MINUTE, true);
          return;
        case "stopTwoHours":
          stop(120 * MINUTE, false);
          return;
        case "clockAheadOneHour":
          ahead += 60 * MINUTE;
          return;
        case "clockBackOneHour":
          ahead -= 60 * MINUTE;
      }
    },
    now: () => clock.now() + ahead,
  };
}
