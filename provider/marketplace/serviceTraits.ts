import type { Version } from "./version";

/** The differences between the APIs, for the code that serves all of them. */
export interface ServiceTraits {
  /** The shortest time between two looks at one launch, in milliseconds. */
  readonly minGapMs: number;
  /** A later version has a higher number. */
  readonly versionsOrdered: boolean;
  /**
   * A number names one publish and stays the same at the launch, so production must show the declared number itself.
   */
  readonly versionsExact: boolean;
  /** A remark about a version that looks like a number of another API. `undefined` when it may be one of this API. */
  readonly foreignVersion?: (version: Version) => string | undefined;
}
