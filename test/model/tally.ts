/** Counts what was exercised, by kind. */
export interface Tally {
  count(kind: string, what: string): void;
  of(kind: string): ReadonlyMap<string, number>;
  total(kind: string): number;
}

export function createTally(): Tally {
  const kinds = new Map<string, Map<string, number>>();
  const of = (kind: string): Map<string, number> => {
    const found = kinds.get(kind) ?? new Map<string, number>();
    kinds.set(kind, found);
    return found;
  };
  return {
    of,
    count(kind, what) {
      const counts = of(kind);
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    total: (kind) => [...of(kind).values()].reduce((sum, one) => sum + one, 0),
  };
}
