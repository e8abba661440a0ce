import { earlierInTheWay } from "./earlierLaunch";
import { weigh, type Evidence } from "./evidence";
import { isSettled } from "../marketplace/operationStatus";
import { decideBy } from "./decisionTable";
import { beginningOf, firstCount } from "./launchState";
import { otherProduct, withHint } from "./otherOffer";
import { readLook } from "./reading";
import type { Circumstances, Decision, Situation } from "./situation";

/** List or status show a success that they did not show when the launch began. */
function succeededSince({ list, status }: Evidence): boolean {
  return list === "succeeded" || status === "succeeded";
}

/** Everything the service has shown about the remembered launch since it began. */
function sinceOf(situation: Situation): Circumstances["since"] {
  const { memory, look, declared, verifyVersion, traits, now } = situation;
  if (memory === undefined) return "nothing";
  const beginning = beginningOf(memory);
  const evidence = weigh({
    look,
    declared,
    verifyVersion,
    traits,
    beginning,
    moved: memory.statusMoved,
    now,
  });
  const { production } = evidence;
  if (
    succeededSince(evidence) &&
    (production === "agrees" || (production === "risen" && evidence.list === "succeeded"))
  )
    return "live";
  if (evidence.list === "succeeded") return "succeeded";
  return evidence.list !== "none" || isSettled(evidence.status) ? "ended" : "nothing";
}

/**
 * Decides what to do about a declared version, from what was seen and what is remembered. The only place that decides
 * this: `pulumi preview` and `pulumi up` both use it.
 */
export function decide(situation: Situation): Decision {
  const { look, traits, declared, verifyVersion, memory } = situation;
  const target = verifyVersion ? declared : (memory?.beginning?.preview ?? look.preview?.version);
  const reading = readLook({
    look,
    target,
    traits,
    countsOtherwise: memory && firstCount(beginningOf(memory)),
  });
  const other = otherProduct(situation);
  if (other !== undefined) return other;
  const circumstances = {
    ...situation,
    inTheWay: earlierInTheWay(situation),
    since: sinceOf(situation),
  };
  return withHint(decideBy(reading, circumstances), situation);
}
