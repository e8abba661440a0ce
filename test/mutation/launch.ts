import { of, type Mutant } from "./mutation";

/** The one POST, and how a launch is followed. */
export const LAUNCH: readonly Mutant[] = [
  ...of("launch/nextQuestion", "unit/scenes/launch/contradictions", [
    ['if (isDue(state, "production", moment)) return "production";', ""],
    ['if (isDue(state, "status", moment)) return "status";', ""],
    ['isDue(state, "list", moment) ? "list" : "operation"', '"operation"'],
    ["Math.max(at - quietAt[one] - WATCHED_EVERY_MS, 0)", "0"],
    ["left.length === 0 ? undefined", "true ? undefined"],
  ]),
  ...of("launch/followStep", "unit/scenes/launch/contradictions", [
    ["isGone || state.doubted ? ASK_OFFER", "state.doubted ? ASK_OFFER"],
    [
      "misses >= MAX_MISSES;",
      "false;",
      "an operation that is not known is asked each time without success, and the offer as well",
    ],
  ]),
  ...of("launch/offerAnswer", "unit/scenes/launch/contradictions", [
    ["contradictions.end === undefined", "true"],
    ["launch.statusMoved !== true && hasMoved(phase, beginningOf(launch))", "false"],
    ["return contradictions.end === undefined", "return contradictions !== undefined"],
  ]),
  ...of("launch/offerAnswer", "unit/scenes/launch/flapping", [
    ["isDoubted || Object.keys(judgment.paused).length > 0", "isDoubted"],
    ["evidence.entry?.changedAt ?? Infinity", "Infinity"],
    [
      "judgeEvidence(evidence, facts, standing.contradictions, standing.paused)",
      "judgeEvidence(evidence, facts, standing.contradictions)",
    ],
    [
      "earlier === undefined ? seen : withContradictions(",
      "earlier !== undefined ? seen : withContradictions(",
    ],
  ]),
  ...of("launch/lookUntilDecided", "unit/scenes/launch/flapping", [
    ["Math.min(clock.now(), steady())", "clock.now()"],
  ]),
  ...of("launch/offerAnswer", "unit/provider/launch/offerAnswer", [
    ["at - before.began >= SEARCH_MS && isWhole", "at - before.began >= SEARCH_MS"],
    ["look.unread === undefined || before.askedAt.status", "before.askedAt.status"],
    ["|| before.askedAt.status - before.began >= SEARCH_MS", ""],
  ]),
  ...of("launch/offerAnswer", "unit/scenes/launch/contradictions", [
    ["return { state: followed, next: again };", "return { state: kept, next: again };"],
  ]),
  ...of("launch/follow", "unit/scenes/launch/flapping", [["now: deps.steady(), at", "now: clock.now(), at"]]),
  ...of("resource/launchAttempt", "unit/scenes/resource/reentry", [
    ['error.code !== "TIMED_OUT" || !isOpen', "true"],
    ['error.code !== "TIMED_OUT" || !isOpen', 'error.code !== "TIMED_OUT"'],
    ['error.code !== "TIMED_OUT" || !isOpen', "!isOpen"],
  ]),
  ...of("resource/lifecycle", "unit/scenes/launch/flapping", [["(time) => time + setMs", "(time) => time"]]),
  ...of("launch/follow", "unit/scenes/launch/contradictions", [["{ partial: true }", "{ partial: false }"]]),
  ...of("launch/wholeLook", "unit/provider/launch/wholeLook", [
    ["tookMs < MAX_LOOK_MS ? look : read()", "look"],
    [
      "Math.max(clock.now() - began.wall, clock.monotonic() - began.monotonic)",
      "clock.monotonic() - began.monotonic",
    ],
  ]),
  ...of("launch/launch", "unit/scenes/launch/notSent", [
    ['if (answer.kind === "notSent" || (answer.kind', "if ((answer.kind"],
    ['if (isOver && decided.decision.kind === "launch") throw outOfTime(offer);', ""],
    ['isOver && decided.decision.kind === "launch"', "isOver"],
    ["if (tries >= MAX_TRIES) throw", "if (tries > 0) throw"],
  ]),
  ...of("launch/postOnce", "unit/scenes/launch/manyLaunches", [
    ["Math.min(freshUntil, deadline)", "freshUntil + 3_600_000"],
  ]),
  ...of("launch/afterRefusal", "unit/scenes/launch/contradictions", [
    ["publish !== undefined || publishRuns || isInTheWay", "publishRuns || isInTheWay"],
  ]),
  ...of("launch/lookUntil", "unit/scenes/launch/freshness", [
    ["LOOK_VALID_MS = 60_000", "LOOK_VALID_MS = 600_000"],
    ["const ageMs = Math.max(0, wallMs, wallMs - setMs);", "const ageMs = 0;"],
    ["Math.max(0, wallMs, wallMs - setMs)", "Math.max(wallMs, wallMs - setMs)"],
    ["Math.max(0, wallMs, wallMs - setMs)", "Math.max(0, wallMs)"],
    ["now - lookedAt > MAX_LOOK_MS", "false"],
  ]),
  ...of("launch/lookUntil", "unit/scenes/launch/manyLaunches", [
    ["freshUntil: clock.monotonic() - ageMs + LOOK_VALID_MS", "freshUntil: Infinity"],
    ["READ_PATIENCE_MS = 2 * 60_000", "READ_PATIENCE_MS = 200 * 60_000"],
  ]),
  ...of("launch/postOnce", "unit/scenes/launch/freshness", [
    ["Math.min(freshUntil, deadline)", "freshUntil"],
    ["Math.min(freshUntil, deadline)", "deadline"],
    ["clock.now() + Math.min(freshUntil, deadline) - clock.monotonic()", "Math.min(freshUntil, deadline)"],
    ["ANSWER_GRACE_MS = 3_000", "ANSWER_GRACE_MS = 30_000"],
    ["if (signal.aborted) giveUp();", "if (deadline < 0) giveUp();"],
    ['else signal.addEventListener("abort", giveUp, { once: true, signal: settled.signal });', ""],
  ]),
  ...of("launch/launch", "unit/scenes/resource/reentry", [
    ['answer.kind === "notSent" || (answer.kind === "refused" && !answer.busy)', 'answer.kind === "notSent"'],
    ['answer.kind === "refused" && !answer.busy', 'answer.kind === "refused"'],
  ]),
  ...of("launch/launch", "unit/scenes/launch/afterPost", [
    [
      'status: "indeterminate",\n    beginning: beginningFrom(look, request, deps),',
      'status: "indeterminate",',
    ],
    ['    status: "indeterminate",', ""],
  ]),
  ...of("launch/launch", "unit/scenes/launch/contradictions", [
    ["memory: memory && withoutFuture(memory, now, steady)", "memory"],
  ]),
  ...of("launch/afterRefusal", "unit/scenes/launch/afterPost", [
    ["busy ? SEARCH_MS : 0", "SEARCH_MS"],
    ["busy ? SEARCH_MS : 0", "0"],
  ]),
  ...of("launch/offerAnswer", "unit/scenes/launch/afterPost", [
    ["SEARCH_MS = 5 * 60_000", "SEARCH_MS = 3 * 60_000"],
    ["at - before.began >= SEARCH_MS", "moment.now - launch.startedAt >= SEARCH_MS"],
  ]),
  ...of("launch/followStep", "unit/scenes/launch/afterPost", [
    ['if (number === "higher" && state.otherVersion === undefined) {', "if (state === undefined) {"],
  ]),
  ...of("launch/followStep", "unit/provider/launch/followStep", [
    ["verifyVersion && version === launch.version", "false"],
    ["MAX_MISSES = 3", "MAX_MISSES = 1"],
    ["MAX_MISSES = 3", "MAX_MISSES = 4"],
    ['number === "foreign" || misses >= MAX_MISSES', 'number === "foreign"'],
    ['const isDismissed = number === "foreign" ||', "const isDismissed ="],
    ["observation === undefined ? state.misses + 1 : 0", "observation ? state.misses : state.misses + 1"],
    ["dismissed: [...state.dismissed, url],", "dismissed: [url],"],
    ["claim: undefined,\n    dismissed", "dismissed"],
    ['isGone && state.claim?.status === "running" ? undefined : state.claim', "state.claim"],
    [
      'isGone && state.claim?.status === "running" ? undefined : state.claim',
      "isGone ? undefined : state.claim",
    ],
    [
      'const claim = state.claim?.status === "running" ? undefined : state.claim',
      "const claim = state.claim",
    ],
    ['const claim = state.claim?.status === "running" ? undefined : state.claim', "const claim = undefined"],
    ["isGone || state.doubted ? ASK_OFFER", "isGone ? ASK_OFFER"],
    ['const what = end === "succeeded" ? "production" : "operation";', 'const what = "operation";'],
    ['const what = status.phase === "live" ? "production" : "operation";', 'const what = "operation";'],
    [
      "version !== undefined && launch.beginning !== undefined && version !== launch.beginning.production",
      "false",
    ],
  ]),
  ...of("launch/offerAnswer", "unit/provider/launch/followStep", [
    ["|| dismissed.includes(url) ? undefined", "? undefined"],
    ["claim: undefined,", ""],
  ]),
  ...of("launch/safetyLimits", "unit/provider/launch/safetyLimits", [
    ["sent >= maxLaunches", "sent > maxLaunches"],
    ["sent += 1;", ""],
    ["if (counts) sent -= 1;", ""],
    ["if (counts) sent -= 1;", "sent -= 1;"],
    ["if (readOnly) {", "if (readOnly === undefined) {"],
  ]),
  ...of("launch/nextQuestion", "unit/provider/launch/followStep", [
    ["MOST_UNWATCHED_MS = PROOF_AGE_MS - 10 * MINUTE", "MOST_UNWATCHED_MS = PROOF_AGE_MS"],
    ['if (!operationLast) return "operation";', ""],
    ['if (hasEnded && (isOneAtATime(terms) || !doubted)) return "offer";', 'if (hasEnded) return "offer";'],
  ]),
  ...of("launch/nextQuestion", "unit/scenes/launch/productIngestion", [
    ["isWanted && operationLast", "isWanted"],
  ]),
  ...of("launch/beginning", "unit/scenes/launch/contradictions", [
    ["const isKnown = lastIsNamed || last?.entry.changedAt !== undefined;", "const isKnown = true;"],
  ]),
  ...of("resource/runMemory", "unit/provider/resource/runMemory", [
    ["(!verifyVersion || inputsNameVersion)", "!verifyVersion"],
  ]),
];
