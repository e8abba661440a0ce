/**
 * Plain data only: what JSON can say. Drops `undefined`, functions and symbols, and turns Dates into text: the engine's
 * wire format knows none of these, and one of them in outputs would lose the launch or hang the engine.
 */
export function clean<T>(value: T): T {
  if (value === undefined) return value;
  const text = JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "bigint" ? one.toString() : one,
  );
  return JSON.parse(text) as T;
}
