import type { Look, ServiceTraits } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import type { Claim } from "./claim";
import type { Beginning, RunningSource } from "./launchState";

/** The known facts about a followed launch. */
export interface Facts {
  readonly look: Look;
  readonly traits: ServiceTraits;
  readonly declared: Version;
  readonly verifyVersion: boolean;
  readonly beginning: Beginning;
  /** The offer's status has changed since the launch began. */
  readonly moved?: boolean | undefined;
  /** The sources that were seen to say that it runs, since it began. */
  readonly seenRunning?: readonly RunningSource[] | undefined;
  /** Nothing of it was seen yet, and whether its POST was accepted is not known. Default: it was accepted. */
  readonly searched?: boolean | undefined;
  readonly claim?: Claim | undefined;
  /** The operation that is followed. */
  readonly operationUrl?: string | undefined;
  /** How long each source may have shown its end before it was read, in milliseconds. Default: not at all. */
  readonly unwatchedMs?: Readonly<Record<Teller, number>> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The sources that show how a launch ended. */
export const TELLERS = ["operation", "list", "status", "production"] as const;
export type Teller = (typeof TELLERS)[number];
