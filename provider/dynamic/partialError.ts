/**
 * How the SDK's dynamic provider is told that a run failed and its launch must be stored. The engine keeps
 * `properties` with the reasons, and the next run resumes from them.
 */
export class PartialError extends Error {
  override readonly name = "PartialError";
  readonly id: string;
  /** Plain data in the engine's form. */
  readonly properties: Record<string, unknown>;
  readonly reasons: readonly string[];

  constructor(id: string, properties: Record<string, unknown>, reason: string) {
    super(reason);
    this.id = id;
    this.properties = properties;
    this.reasons = [reason];
  }
}
