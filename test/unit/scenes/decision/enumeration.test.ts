import assert from "node:assert/strict";
import { decideBy } from "../../../../provider/decision/decisionTable";
import type { Evidence } from "../../../../provider/decision/evidence";
import type { Witness } from "../../../../provider/decision/freshSuccess";
import type { LaunchState } from "../../../../provider/decision/launchState";
import { PROOF_AGE_MS } from "../../../../provider/decision/proof";
import type { LastWord, Reading, Relation, Running } from "../../../../provider/decision/reading";
import type { Circumstances, Decision } from "../../../../provider/decision/situation";
import { judgeEvidence, type Verdict } from "../../../../provider/decision/verdict";
import { isBadEnd } from "../../../../provider/marketplace/operationStatus";
import { OFFER_PHASES } from "../../../../provider/marketplace/service";
import { EXACT, lookOf, MINUTE, stateOf, submission, T0, TRAITS } from "../../../support/builders";

const RELATIONS: readonly Relation[] = ["same", "lower", "higher", "other", "unnumbered", "none"];
const RUNNINGS: readonly Running[] = ["nothing", "declared", "foreign", "unnamed", "other"];
const WORDS: readonly LastWord[] = ["none", "succeeded", "failed", "canceled"];
const PHASES = OFFER_PHASES;
const BOTH = [true, false] as const;

const FAILURE = { code: "LAUNCH_FAILED", message: "too big" } as const;
const BEGINNING = { at: T0, preview: "2", production: "1", phase: "readyToLaunch", endedBefore: [] } as const;
const MEMORIES: readonly (LaunchState | undefined)[] = [
  undefined,
  stateOf({ beginning: BEGINNING }),
  stateOf({ status: "indeterminate", beginning: BEGINNING }),
  stateOf({ status: "failed", failure: FAILURE, beginning: BEGINNING }),
];

const NUMBERS: Readonly<Partial<Record<Relation, string>>> = {
  same: "2",
  lower: "1",
  higher: "3",
  other: "9",
};
const ENTRY = submission("launch", "running", { id: "ENTRY" });
const LAST = submission("launch", "failed", { id: "LAST" });

interface Case {
  readonly reading: Reading;
  readonly rest: Circumstances;
  readonly decision: Decision;
}

function* cases(): Generator<Case> {
  for (const preview of RELATIONS)
    for (const production of RELATIONS)
      for (const phase of PHASES)
        for (const running of RUNNINGS)
          for (const lastWord of WORDS)
            for (const publishRuns of BOTH)
              for (const details of detailsOf(production, lastWord)) {
                const reading = {
                  ...readingOf({ preview, production, phase, running, lastWord, publishRuns }),
                  ...details,
                };
                for (const rest of circumstances())
                  yield { reading, rest, decision: decideBy(reading, rest) };
              }
}

/** Facts that matter only to some values: a number that rose, and an entry without version or time. */
function detailsOf(
  production: Relation,
  lastWord: LastWord,
): readonly Pick<Reading, "risen" | "lastIsNamed" | "lastIsCertain">[] {
  const risen = production === "higher" ? BOTH : [false];
  const certain = { lastIsNamed: true, lastIsCertain: true };
  const unnamed = { lastIsNamed: false, lastIsCertain: true };
  const uncertain = { lastIsNamed: true, lastIsCertain: false };
  const lasts =
    lastWord === "none"
      ? [uncertain]
      : lastWord === "succeeded"
        ? [certain, unnamed]
        : [certain, unnamed, uncertain];
  return risen.flatMap((rose) => lasts.map((last) => ({ risen: rose, ...last })));
}

function* circumstances(): Generator<Circumstances> {
  for (const memory of MEMORIES)
    for (const since of memory === undefined
      ? (["nothing"] as const)
      : (["nothing", "ended", "succeeded", "live"] as const))
      for (const verifyVersion of BOTH)
        for (const mayRelaunch of memory === undefined ? BOTH : ([false] as const))
          for (const traits of [TRAITS, EXACT]) {
            const now = T0 + PROOF_AGE_MS;
            yield {
              memory,
              since,
              verifyVersion,
              mayRelaunch,
              traits,
              now,
              declared: "2",
              waitForReady: false,
            };
          }
}

type Values = Pick<Reading, "preview" | "production" | "phase" | "running" | "lastWord" | "publishRuns">;

function readingOf(values: Values): Reading {
  const { preview, production, running, lastWord } = values;
  return {
    ...values,
    risen: false,
    lastIsNamed: true,
    lastIsCertain: true,
    ...(running === "nothing" ? {} : { entry: ENTRY }),
    ...(lastWord === "none" ? {} : { last: LAST }),
    history: {
      countsOtherwise: false,
      unfinished: [],
      publish: undefined,
      last: undefined,
      lastIsCertain: false,
      ended: [],
    },
    shown: {
      ...(NUMBERS[preview] === undefined ? {} : { preview: NUMBERS[preview] }),
      ...(NUMBERS[production] === undefined ? {} : { production: NUMBERS[production] }),
      summary: "the summary",
    },
  };
}

/** A way out for a person: somewhere to look, something to run, publish or declare. */
const WAY_OUT =
  /Partner Center|[Rr]un again|pulumi up|Publish the offer|Publish version|Set it to|[Ss]et offerVersion/;

/** The rules of a decision to launch, each as what it forbids. */
function brokenBy({ reading, rest, decision }: Case): string | undefined {
  const { preview, production, phase, running, lastWord } = reading;
  const { memory, mayRelaunch, verifyVersion } = rest;
  if (decision.kind === "refuse" && !decision.replace && !WAY_OUT.test(decision.reason)) return "no way out";
  if (decision.kind === "done" && verifyVersion && production !== "same" && rest.since !== "live")
    return "done, and production is not it";
  if (decision.kind !== "launch") return undefined;
  const isShownLast = phase === "launchFailed" || phase === "launchCanceled";
  const wasFailure = isBadEnd(lastWord) && (reading.lastIsCertain || isShownLast);
  const statusFailed = lastWord === "none" && isShownLast;
  const mayAgain = mayRelaunch === true && (wasFailure || statusFailed);
  if (memory !== undefined) return "a launch that is remembered was posted again";
  if (phase !== "readyToLaunch" && !mayAgain) return "nothing waits for sign-off";
  if (phase === "preparing" || phase === "launching" || phase === "unknown" || phase === "absent")
    return "something may run";
  if (running !== "nothing") return "something runs";
  if (lastWord === "succeeded" && preview === "same") return "a success is listed";
  if (verifyVersion && production === "same") return "it is live";
  if (verifyVersion && preview !== "same") return "preview is not the declared version";
  if (preview === "none") return "nothing is in preview";
  return undefined;
}

/** The other facts that a look may show besides what each source says. */
const NOTHING_ELSE = { incomplete: false, unclear: false, passed: false, atRest: false, searched: false };

describe("every combination of what can be read", () => {
  it("keeps the rules of a decision, and every refusal names a way out", () => {
    const kinds = new Map<string, number>();
    let walked = 0;
    for (const one of cases()) {
      walked += 1;
      kinds.set(one.decision.kind, (kinds.get(one.decision.kind) ?? 0) + 1);
      const broken = brokenBy(one);
      if (broken === undefined) continue;
      const { history: _history, entry: _entry, last: _last, ...reading } = one.reading;
      assert.fail(`${broken}: ${JSON.stringify({ decision: one.decision, reading, rest: one.rest })}`);
    }
    // Relations of preview, of production with what may have risen, phases, what runs, last words, publishes.
    assert.equal(walked, 6 * (6 + 1) * 11 * 5 * (1 + 2 + 2 * 3) * 2 * (2 * 2 * 2 + 3 * 4 * 2 * 2));
    const counts = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(", ");
    process.stdout.write(`enumeration: ${walked} situations (${counts})\n`);
    for (const kind of ["done", "adopt", "launch", "refuse", "failedBefore", "indeterminate"])
      assert.ok((kinds.get(kind) ?? 0) > 0, `${kind} never came`);
  }).timeout(60_000);

  it("keeps the rules of a verdict", () => {
    const productions = ["agrees", "risen", "above", "before", "unread"] as const;
    const words = ["none", "running", "succeeded", "failed", "canceled"] as const;
    const statuses = [...words, "waits", "waitsAgain"] as const;
    const ages = [0, 29, 30] as const;
    let walked = 0;
    for (const production of productions)
      for (const operation of words)
        for (const list of words)
          for (const status of statuses)
            for (const foreign of BOTH)
              for (const rest of freshOf({ operation, list, status }).flatMap((fresh) => [
                { ...NOTHING_ELSE, fresh },
                { ...NOTHING_ELSE, fresh, incomplete: true },
                { ...NOTHING_ELSE, fresh, unclear: true },
                { ...NOTHING_ELSE, fresh, passed: true },
                { ...NOTHING_ELSE, fresh, atRest: true },
              ]))
                for (const age of ages) {
                  walked += 1;
                  const reading = readingOf({
                    preview: "same",
                    production: production === "agrees" ? "same" : "lower",
                    phase: "unknown",
                    running: "nothing",
                    lastWord: "none",
                    publishRuns: false,
                  });
                  const evidence = {
                    production,
                    operation,
                    list,
                    status,
                    foreign,
                    ...rest,
                    reading,
                  };
                  const verdict = verdictOf(evidence, age);
                  const broken = brokenVerdict(evidence, age, verdict);
                  assert.equal(
                    broken,
                    undefined,
                    JSON.stringify({ production, operation, list, status, foreign, age, verdict }),
                  );
                }
    // Each word is a success in one case of its own: its success may be fresh or not.
    assert.equal(walked, 5 * (5 + 1) * (5 + 1) * (7 + 1) * 2 * 5 * 3);
  });
});

/** Every choice of the sources whose success may be news. */
function freshOf(words: Readonly<Record<Witness, string>>): readonly (readonly Witness[])[] {
  const successes = (["operation", "list", "status"] as const).filter((one) => words[one] === "succeeded");
  return successes.reduce<Witness[][]>((all, one) => all.flatMap((some) => [some, [...some, one]]), [[]]);
}

function verdictOf(evidence: Evidence, ageMinutes: number): Verdict {
  const now = T0 + 100 * MINUTE;
  const since = now - ageMinutes * MINUTE;
  const before = { success: since, unread: since, end: since, signOff: since, unseen: since };
  const facts = {
    look: lookOf(),
    traits: TRAITS,
    declared: "2",
    verifyVersion: true,
    beginning: BEGINNING,
    now,
  };
  return judgeEvidence(evidence, facts, before).verdict;
}

function brokenVerdict(evidence: Evidence, age: number, { kind }: Verdict): string | undefined {
  const { production, operation, list, status } = evidence;
  const said = [operation, list, status];
  const successes = said.filter((word) => word === "succeeded").length;
  const isBad = said.some((word) => word === "failed" || word === "canceled");
  const runs = said.includes("running");
  if (production === "agrees") return kind === "live" ? undefined : "production holds it";
  if (kind === "live" && (production === "before" || production === "above"))
    return "production does not agree";
  if (kind === "live" && production === "risen" && successes === 0) return "nothing says that it succeeded";
  if (kind === "live" && production === "unread" && (evidence.fresh.length < 2 || age < 30 || isBad))
    return "not enough for live";
  if (kind === "ended" && !isBad && !(status === "waitsAgain" && age >= 30))
    return "nothing says that it ended";
  if (kind === "ended" && age < 30 && (runs || list === "succeeded" || status === "succeeded"))
    return "a contradiction was not waited out";
  if (kind === "unconfirmed" && age < 30) return "too early to give up";
  if (age >= 30 && isBad && kind !== "ended" && kind !== "unconfirmed" && kind !== "live")
    return "an end that was said for half an hour is not told";
  if (
    age >= 30 &&
    (list === "succeeded" || status === "succeeded") &&
    (kind === "running" || kind === "unseen")
  )
    return "a success that was said for half an hour is not told";
  return undefined;
}
