import {
  CONTRADICTIONS,
  type Contradiction,
  type Contradictions,
  type Pause,
  type PausedContradictions,
} from "../decision/launchState";
import { optional, read, record, time, type Field } from "./fieldParsers";
import type { Properties } from "./properties";

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Since when documents contradict each other, as outputs. */
export function contradictionOutputs(contradictions: Contradictions): Properties {
  return Object.fromEntries(Object.entries(contradictions).map(([kind, since]) => [kind, isoTime(since)]));
}

/** The same of contradictions that were not seen last. */
export function pausedOutputs(paused: PausedContradictions): Properties {
  return Object.fromEntries(
    Object.entries(paused).map(([kind, pause]) => [
      kind,
      Object.fromEntries(Object.entries(pause).map(([name, time]) => [name, isoTime(time as number)])),
    ]),
  );
}

/** A value for each kind of contradiction. Ignores kinds that only a later version of this package knows. */
export function byKind<T>(field: Field<T>): Field<Readonly<Partial<Record<Contradiction, T>>>> {
  return (value) => {
    const from = record(value);
    return Object.assign({}, ...CONTRADICTIONS.map((kind) => optional(from, kind, field))) as Partial<
      Record<Contradiction, T>
    >;
  };
}

export const pauseField: Field<Pause> = (value) => {
  const from = record(value);
  return {
    since: read(from, "since", time),
    absentSince: read(from, "absentSince", time),
    ...optional(from, "backSince", time),
  };
};
