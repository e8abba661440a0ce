import { nearest } from "../../provider/values/nearest";

/** A policy's configuration as it comes from the engine or from the factory's arguments: not yet checked. */
export type PolicyConfig = Readonly<Record<string, unknown>>;

/** Says what is wrong with a policy's configuration, and what is accepted. */
export class PolicyConfigError extends Error {
  override readonly name = "PolicyConfigError";
}

/** A value in an error message: its JSON, shortened. */
export function show(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 80);
}

/**
 * Refuses a mistyped name: otherwise a typo would silently disable a rule.
 *
 * @throws PolicyConfigError when the configuration has a property that is not among `known`.
 */
export function onlyKnown(config: PolicyConfig, known: readonly string[]): void {
  for (const name of Object.keys(config)) {
    if (known.includes(name)) continue;
    const closest = nearest(name, known);
    const hint = closest === undefined ? `known are ${known.join(", ")}` : `perhaps ${closest} is meant`;
    throw new PolicyConfigError(`${name} is not a property of it; ${hint}`);
  }
}

/**
 * A list of texts that all match `pattern`. `undefined` when it is not configured.
 *
 * @param expected - the kind of entry, for the error
 * @throws PolicyConfigError for anything else.
 */
export function textList(
  config: PolicyConfig,
  property: string,
  pattern: RegExp,
  expected: string,
): readonly string[] | undefined {
  const value = config[property];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) {
    throw new PolicyConfigError(`${property} must be a list of ${expected}, got ${show(value)}`);
  }
  return value.map((entry: unknown) => {
    if (typeof entry === "string" && pattern.test(entry)) return entry;
    throw new PolicyConfigError(`${property} must be a list of ${expected}, got ${show(entry)} in it`);
  });
}
