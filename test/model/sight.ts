import type { ApiName } from "../../provider/marketplace/apiName";
import type { Reply } from "../../simulator";
import type { Post } from "./facts";
import type { ReadTrouble, Target } from "./schedule";
import type { View } from "./view";

/** The status of an offer that waits for sign-off, in each spelling of the search. */
const SIGN_OFF = /waiting ?for ?publisher ?review|readyToLaunch/i;

/** Which document a request asks for. */
export function targetOf(url: string): Target {
  const path = url.split("?")[0] ?? "";
  if (path.includes("/operations/") || path.includes("/configure/")) return "operation";
  if (path.endsWith("/status")) return "status";
  if (path.includes("/submission")) return "submissions";
  return path.endsWith("/production") ? "production" : "preview";
}

/** The parts of an offer that a process was shown, and the reads that go wrong. */
export interface Sight {
  troubleOf(url: string): string | undefined;
  note(url: string, view: View, reply: Reply): void;
  last(): Pick<Post, "previewSeen" | "waitsSeen" | "lookedAt">;
}

export function createSight(api: ApiName, troubles: readonly ReadTrouble[], now: () => number): Sight {
  const hits = troubles.map(() => 0);
  const askedAt = new Map<Target, number>();
  let reads = 0;
  let previewSeen: number | undefined;
  let waitsSeen = false;
  return {
    troubleOf(url) {
      const target = targetOf(url);
      reads += 1;
      for (const [index, one] of troubles.entries()) {
        if (reads <= one.from || hits[index]! >= one.count) continue;
        if (one.target !== "any" && one.target !== target) continue;
        hits[index]! += 1;
        return one.trouble;
      }
      return undefined;
    },
    note(url, view, reply) {
      const target = targetOf(url);
      const isPartOfLook = api === "cloudPartner" ? target !== "operation" : target === "submissions";
      if (isPartOfLook) askedAt.set(target, now());
      if (target === (api === "cloudPartner" ? "preview" : "submissions")) previewSeen = view.preview;
      if (api === "productIngestion") waitsSeen = true;
      else if (target === "status")
        waitsSeen = reply.kind === "response" && SIGN_OFF.test(reply.response.body);
    },
    last: () => ({ previewSeen, waitsSeen, lookedAt: Math.min(...askedAt.values()) }),
  };
}
