/**
 * Plain data, as JSON can hold it. Drops `undefined`, functions and symbols, and turns dates into text. The engine's
 * wire format knows none of these, and one of them in outputs would lose the launch or hang the engine.
 */
export function clean<T>(value: T): T {
  if (value === undefined) return value;
  const text = JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "bigint" ? one.toString() : one,
  );
  return JSON.parse(text) as T;
}
