import { ageOf, seenNow, standingAfter, type Standing } from "./contradictions";
import {
  CONTRADICTIONS,
  type Contradiction,
  type Contradictions,
  type Failure,
  type PausedContradictions,
} from "./launchState";
import { joinParts } from "../values/text";
import type { BadEnd } from "../marketplace/operationStatus";
import type { Problem } from "../marketplace/service";
import type { Version } from "../marketplace/version";
import { type Evidence } from "./evidence";
import type { Facts } from "./facts";
import { PROOF_AGE_MS } from "./proof";
import { badWord, findingOf, type Finding } from "./verdictTable";
import { allSay, overText, productionText, unseenText, waitsAgainText, whoSays } from "./verdictText";

/** Where a followed launch stands, as its operation and its offer together show. */
export type Verdict =
  | {
      readonly kind: "live";
      readonly liveVersion?: Version;
      /** Why it counts as live though production does not show the declared version. */
      readonly remark?: string;
    }
  | { readonly kind: "ended"; readonly status: BadEnd; readonly failure: Failure }
  /** It runs. `operationUrl`: as the list has it. `doubt`: what the sources say when they disagree. */
  | { readonly kind: "running"; readonly operationUrl?: string | undefined; readonly doubt?: string }
  /** Nothing of it has been seen yet, which proves nothing. */
  | { readonly kind: "unseen" }
  /** The documents have contradicted each other, or shown nothing, for too long: nobody can say where it stands. */
  | { readonly kind: "unconfirmed"; readonly reason: string };

export interface Judgment extends Standing {
  readonly verdict: Verdict;
}

/** The reason for a failure or a cancel. */
function failureFrom(status: BadEnd, problems: readonly Problem[], note = ""): Failure {
  const steps = problems.map((one) => one.step).filter((step) => step !== undefined);
  const messages = problems.map((one) => one.message).filter((message) => message !== "");
  const reason =
    messages.length > 0
      ? joinParts([...new Set(messages)])
      : `the service says "${status}" and gives no reason`;
  return {
    code: status === "failed" ? "LAUNCH_FAILED" : "LAUNCH_CANCELED",
    ...(steps[0] === undefined ? {} : { step: steps[0] }),
    message: note === "" ? reason : `${reason} (${note})`,
  };
}

function contradictionOf(finding: Finding): Contradiction | undefined {
  const name = finding === "unreadSuccess" ? "unread" : finding === "notLaunched" ? "unseen" : finding;
  return CONTRADICTIONS.find((one) => one === name);
}

function shownVersion(evidence: Evidence): { readonly liveVersion?: Version } {
  const { production } = evidence.reading.shown;
  return production === undefined ? {} : { liveVersion: production };
}

function endedBadly(status: BadEnd, { operation }: Evidence, { claim, look }: Facts, note = ""): Verdict {
  const told = operation === status ? (claim?.problems ?? []) : [];
  const problems = told.length > 0 ? told : look.status.problems;
  return { kind: "ended", status, failure: failureFrom(status, problems, note) };
}

/** The findings of which only time tells what they mean. */
type OpenFinding = Exclude<Finding, "live" | "risen" | "ended" | "running">;

/** The verdict on an open finding once it has lasted for `PROOF_AGE_MS`. */
function settled(finding: OpenFinding, evidence: Evidence, facts: Facts): Verdict {
  switch (finding) {
    case "end": {
      const status = badWord(evidence) ?? "failed";
      return evidence.list === "succeeded"
        ? {
            kind: "unconfirmed",
            reason: `${allSay(evidence).join(", ")}, and ${productionText(evidence)}`,
          }
        : endedBadly(status, evidence, facts, overText(status, evidence));
    }
    case "signOff": {
      const waits = waitsAgainText();
      if (evidence.list === "running")
        return { kind: "unconfirmed", reason: `${unseenText(evidence)}, and ${productionText(evidence)}` };
      if (evidence.operation === "running")
        return { kind: "unconfirmed", reason: `${waits}, and the operation says "running"` };
      // Another version may be waiting.
      if (evidence.reading.preview === "unread")
        return { kind: "unconfirmed", reason: `${waits}, and preview could not be read` };
      // Only an unchanged production shows that the launch ended without success.
      if (evidence.production !== "before")
        return { kind: "unconfirmed", reason: `${waits}, and ${productionText(evidence)}` };
      return {
        kind: "ended",
        status: "failed",
        failure: failureFrom("failed", [
          ...facts.look.status.problems,
          { message: `${waits}, and nothing is running` },
        ]),
      };
    }
    case "unreadSuccess":
      return {
        kind: "live",
        ...shownVersion(evidence),
        remark: `${whoSays(evidence, (word) => word === "succeeded").join(" and ")}, while ${productionText(evidence)}`,
      };
    case "success":
    case "unread": {
      const successes = whoSays(evidence, (word) => word === "succeeded");
      const said = successes.length > 0 ? successes : allSay(evidence);
      return { kind: "unconfirmed", reason: `${said.join(" and ")}, and ${productionText(evidence)}` };
    }
    case "unseen":
    case "notLaunched":
      return { kind: "unconfirmed", reason: unseenText(evidence) };
  }
}

/** The verdict on a finding that some looks did not show: either replica may be right. */
function inTurns(finding: OpenFinding, evidence: Evidence, facts: Facts): Verdict {
  const verdict = settled(finding, evidence, facts);
  if (verdict.kind === "unconfirmed") return verdict;
  return {
    kind: "unconfirmed",
    reason: `${allSay(evidence).join(", ")}, and ${productionText(evidence)}, while other answers of the last ${PROOF_AGE_MS / 60_000} minutes said otherwise`,
  };
}

/** The verdict on a finding until then. */
function patient(finding: OpenFinding | "running", evidence: Evidence): Verdict {
  const { entry, operation, passed } = evidence;
  const isSilent = finding === "notLaunched" || (finding === "unseen" && (operation !== "running" || passed));
  if (isSilent) return { kind: "unseen" };
  // The status may lag behind the list for some minutes, which is no reason for doubt.
  const isPlain = finding === "running" || (finding === "signOff" && evidence.list === "running");
  const doubt = isPlain ? [] : allSay(evidence);
  return {
    kind: "running",
    ...(entry?.operationUrl === undefined ? {} : { operationUrl: entry.operationUrl }),
    ...(doubt.length === 0 ? {} : { doubt: `${doubt.join(", ")}, ${productionText(evidence)}` }),
  };
}

/**
 * Where the launch that is followed stands. Production has the last word on success. An end that is told beats a word of
 * none once the two have contradicted each other for `PROOF_AGE_MS`. `seenBefore`: the contradictions of the look before;
 * `paused`: those of earlier looks that may come back.
 */
export function judgeEvidence(
  evidence: Evidence,
  facts: Facts,
  seenBefore: Contradictions,
  paused: PausedContradictions = {},
): Judgment {
  const { now } = facts;
  const found = findingOf(evidence);
  // The source that says it succeeded was contradicted by production while that could be read.
  const isContradicted = seenBefore.success !== undefined || paused.success !== undefined;
  const finding = found === "unreadSuccess" && isContradicted ? "unread" : found;
  const kind = contradictionOf(finding);
  const isOver = finding === "live" || finding === "risen" || finding === "ended";
  const before: Standing = { contradictions: seenBefore, paused };
  const seen = kind === undefined ? undefined : seenNow(kind, evidence, facts, before);
  const age = seen === undefined ? "young" : ageOf(seen, now);
  const standing = standingAfter(seen, evidence, now, before);
  const verdict = ((): Verdict => {
    switch (finding) {
      case "live":
        return { kind: "live", ...shownVersion(evidence) };
      case "risen":
        return {
          kind: "live",
          ...shownVersion(evidence),
          remark: `version ${facts.beginning.preview ?? facts.declared} was launched, and ${productionText(evidence)}: the number rose at the launch`,
        };
      case "ended":
        return endedBadly(badWord(evidence) ?? "failed", evidence, facts);
      case "running":
        return patient(finding, evidence);
      case "unreadSuccess":
      case "end":
      case "success":
      case "unread":
      case "signOff":
      case "unseen":
      case "notLaunched":
        if (age === "young") return patient(finding, evidence);
        return age === "throughout" ? settled(finding, evidence, facts) : inTurns(finding, evidence, facts);
    }
  })();
  // An end without a contradiction is certain: whatever is seen after it is news.
  return { verdict, ...standing, ...(isOver ? { paused: {} } : {}) };
}
