/** One change of one line, and the test that has to fail with it. */
export interface Mutant {
  readonly file: string;
  /** Occurs once in the file. */
  readonly search: string;
  readonly replacement: string;
  /** Below test/unit, without `.test.js`. */
  readonly test: string;
  /** Why no test can notice. */
  readonly harmless?: string;
}

type Line = readonly [file: string, search: string, replacement: string, harmless?: string];

function of(test: string, folder: string, lines: readonly Line[]): readonly Mutant[] {
  return lines.map(([file, search, replacement, harmless]) => ({
    file: `provider/${folder}/${file}.ts`,
    search,
    replacement,
    test: `provider/${test}`,
    ...(harmless === undefined ? {} : { harmless }),
  }));
}

const DECIDE: readonly Line[] = [
  ["decisionTable", "underWay(reading, rest) ??", ""],
  ["decisionTable", "listedSuccess(reading, rest) ??", ""],
  ["decisionTable", "again(reading, rest) ??", ""],
  ["decide", 'if (evidence.list === "succeeded") return "succeeded";', ""],
  ["decide", 'evidence.list !== "none" || isSettled', "isSettled"],
  ["liveRows", "rest.traits.versionsExact && isOlder", "false"],
  ["liveRows", "rest.traits.versionsExact && isOlder", "isOlder"],
  ["launchedRows", "hasEndedBadly(entry, memory)", "false"],
  ["liveRows", 'const waits = preview === "same" && phase === "readyToLaunch";', "const waits = false;"],
  ["liveRows", "risen && (isUnfinished", "(isUnfinished"],
  ["liveRows", 'if (production !== "same") return undefined;', ""],
  ["liveRows", 'memory !== undefined || phase !== "live"', "memory !== undefined"],
  ["liveRows", "isThere && (isSame", "isThere && (true"],
  ["launchedRows", "!verifyVersion && isLaunch", "false"],
  [
    "launchedRows",
    'since === "nothing" ? undecided(reading, memory, rest) : { kind: "adopt" }',
    "undecided(reading, memory, rest)",
  ],
  ["launchedRows", "if (!mayRelaunch) {", "if (false) {"],
  ["launchedRows", "(NOTHING_RUNS.has(phase) && !publishRuns)", "true"],
  ["launchedRows", 'lastWord !== "succeeded" || last === undefined', "last === undefined"],
  ["launchedRows", "if (!isInPreview) return undefined;", ""],
  ["proof", "now < provenAt", "false"],
  ["proof", 'phase !== "readyToLaunch" || running !== "nothing"', 'running !== "nothing"'],
  ["obstacles", 'phase === "readyToLaunch" ? undefined : ', ""],
  ["obstacles", 'verifyVersion && preview !== "same"', "false"],
  ["history", "isTimed ? order", "false ? order"],
  ["history", "number !== undefined && number !== preview && !isRefuted", "false"],
  ["history", "(toBringer(entry, index) ?? 0) < 0", "false"],
  ["history", "(since ?? 1) > 0", "true"],
  ["reading", "look.preview?.version !== production && !isPublished", "true"],
  ["reading", 'isLaunching && launches.length <= 1 && preview === "same"', "false"],
];

const VERDICT: readonly Line[] = [
  ["verdictTable", 'if (production === "agrees") return "live";', ""],
  ["verdictTable", 'production === "risen" && successes > 0', 'production === "risen"'],
  ["verdictTable", 'production === "unread" && successes > 1', 'production === "unread" && successes > 0'],
  ["verdictTable", "runs || incomplete ||", "incomplete ||"],
  ["verdictTable", "runs || incomplete ||", "runs ||"],
  ["verdictTable", 'status === "waitsAgain" && !foreign', 'status === "waitsAgain"'],
  ["verdictTable", "[operation, list, status].find(isBadEnd)", "[operation, status].find(isBadEnd)"],
  ["evidence", "!beginning.endedBefore.includes(one.id) &&\n      (isFollowed", "(isFollowed"],
  ["evidence", "const isOurs = isAboutUs(reading, posted, facts);", "const isOurs = true;"],
  ["evidence", 'return wasOtherwise ? "succeeded" : "none";', 'return "succeeded";'],
  ["evidence", 'return wasOtherwise ? "failed" : "none";', 'return "failed";'],
  ["evidence", 'return wasOtherwise ? "waitsAgain" : "waits";', 'return "waits";'],
  ["evidence", "return isNew && isOurs", "return isOurs"],
  ["evidence", "!mayBePublishedSince(reading, facts);", "true;"],
  [
    "evidence",
    "risen && isAbovePosted && beginning.preview !== undefined",
    "isAbovePosted && beginning.preview !== undefined",
  ],
  ["evidence", "isAbovePosted && beginning.preview !== undefined", "isAbovePosted"],
  ["evidence", "!traits.versionsExact && (isPreviewOurs", "(isPreviewOurs"],
  ["verdict", "facts.now - since >= PROOF_AGE_MS", "true"],
  ["verdict", "before[kind] ?? beganAt(kind, evidence, facts)", "facts.now"],
  ["verdict", "...(evidence.incomplete ? before : {}),", ""],
];

const EARLIER: readonly Line[] = [
  ["earlierLaunch", "verifyVersion && isPassed(evidence, situation, earlier)", "false"],
  ["earlierLaunch", "entry?.version === declared", "entry?.version === undefined"],
  ["earlierLaunch", 'if (list !== "none" && list !== "running") return true;', ""],
  ["earlierLaunch", "if (hasMovedOn) return true;", ""],
  ["earlierLaunch", "hasMoved(phase, beginning) || isOld", "false"],
  ["earlierLaunch", "isSame && isOld", "isSame"],
];

const CONTRADICTIONS: readonly Line[] = [
  ["nextQuestion", 'if (isDue(state, "production", moment)) return "production";', ""],
  ["nextQuestion", 'if (isDue(state, "status", moment)) return "status";', ""],
  ["nextQuestion", 'isDue(state, "list", moment) ? "list" : "operation"', '"operation"'],
  ["nextQuestion", "Math.max(at - quietAt[one] - WATCHED_EVERY_MS, 0)", "0"],
  ["nextQuestion", "MOST_UNWATCHED_MS = PROOF_AGE_MS - 10 * MINUTE", "MOST_UNWATCHED_MS = PROOF_AGE_MS"],
  ["nextQuestion", "left.length === 0 ? undefined", "true ? undefined"],
  ["followStep", "verifyVersion && version === launch.version", "false"],
  ["followStep", "isGone || state.doubted ? ASK_OFFER", "state.doubted ? ASK_OFFER"],
  [
    "followStep",
    "misses >= MAX_MISSES;",
    "false;",
    "an operation that is not known is asked in vain each time, and the offer as well",
  ],
  ["offerAnswer", "contradictions.end === undefined", "true"],
  ["offerAnswer", "launch.statusMoved !== true && hasMoved(phase, beginningOf(launch))", "false"],
  ["follow", "{ partial: true }", "{ partial: false }"],
];

const LAUNCHES: readonly Line[] = [["postOnce", "Math.min(freshUntil, deadline)", "freshUntil + 3_600_000"]];

/** Every mutant that the runner makes, by the test that has to notice. */
export const MUTANTS: readonly Mutant[] = [
  ...of("decision/decide", "decision", DECIDE),
  ...of("decision/verdict", "decision", VERDICT),
  ...of("decision/earlierLaunch", "decision", EARLIER),
  ...of("launch/contradictions", "launch", CONTRADICTIONS),
  ...of("launch/notSent", "launch", [
    ["launch", 'if (answer.kind === "notSent" || (answer.kind', "if ((answer.kind"],
  ]),
  ...of("launch/launch", "launch", LAUNCHES),
  ...of("waiting/poll", "waiting", [
    ["poll", "Math.max(deadline - lookedAt, 0) + OVERTIME_MS", "deadline + OVERTIME_MS - lookedAt"],
    ["poll", "left = until - clock.monotonic()", "left = until - clock.now()"],
    ["poll", "if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;\n        return", "return"],
  ]),
  ...of("launch/contradictions", "decision", [
    ["launchState", "startedAt: Math.min(startedAt, now)", "startedAt"],
  ]),
  ...of("launch/contradictions", "launch", [
    ["afterRefusal", "publish === undefined && searches()", "searches()"],
  ]),
  ...of("marketplace/cloudPartner/submissions", "marketplace/cloudPartner", [
    ["submissions", 'state === "" ? wordOf(item, "status") : state', "state"],
    ["submissions", 'if (type.includes("cancel")) return "other";', ""],
    ["submissions", 'stringField(item, "lastActionDateTime"),', ""],
  ]),
  ...of("marketplace/cloudPartner/offerStatus", "marketplace/cloudPartner", [
    ["offerStatus", 'if (live === "waitingForApproval") return "launching";', ""],
    ["offerStatus", 'if (top !== "succeeded" && steps.some(isPublishing)) return "preparing";', ""],
  ]),
];
