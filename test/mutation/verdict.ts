import { of, type Mutant } from "./mutation";

/** What is said of a launch that is followed. */
export const VERDICT: readonly Mutant[] = [
  ...of("decision/verdictTable", "unit/provider/decision/verdict", [
    ['if (production === "agrees") return "live";', ""],
    ['production === "risen" && successes > 0', 'production === "risen"'],
    ['production === "unread" && successes > 1', 'production === "unread" && successes > 0'],
    ["runs || incomplete ||", "incomplete ||"],
    ["runs || incomplete ||", "runs ||"],
    ['if (status === "waitsAgain" && !foreign)', 'if (status === "waitsAgain")'],
    ["[operation, list, status].find(isBadEnd)", "[operation, status].find(isBadEnd)"],
    ["successes > 1", "successes > 0"],
    ["return runs || incomplete ||", "return incomplete ||"],
    ["return runs || incomplete ||", "return runs ||"],
    ['|| list === "succeeded" || status === "succeeded" ? "end"', '|| status === "succeeded" ? "end"'],
    ['|| list === "succeeded" || status === "succeeded" ? "end"', '|| list === "succeeded" ? "end"'],
    [
      'return status === "waits" ? "notLaunched" : "unseen";',
      'return "unseen";',
      "the verdict is the same for both",
    ],
    ["[operation, list, status].find(isBadEnd)", "[status, list, operation].find(isBadEnd)"],
    ['status === "waitsAgain" && !foreign ? "signOff" : "running"', '"running"'],
    ['status === "waitsAgain" && !foreign ? "signOff" : "running"', '"signOff"'],
    ['if ((production === "risen" || production === "above") && runs) return "success";', ""],
    [
      'if (list === "running" && operation === "succeeded" &&',
      'if (list === "none" && operation === "succeeded" &&',
    ],
  ]),
  ...of("decision/evidence", "unit/provider/decision/verdict", [
    ["!beginning.endedBefore.includes(one.id) &&\n      (isFollowed", "(isFollowed"],
    ["const isOurs = isAboutUs(reading, posted, facts);", "const isOurs = true;"],
    ['return wasOtherwise ? "succeeded" : "none";', 'return "succeeded";'],
    ['return wasOtherwise ? "failed" : "none";', 'return "failed";'],
    ['return wasOtherwise && !searched ? "waitsAgain" : "waits";', 'return "waits";'],
    ["if (!isNew) return", "if (isNew !== isNew) return"],
    ["!mayBePublishedSince(reading, facts);", "true;"],
    [
      "risen && isAbovePosted && beginning.preview !== undefined",
      "isAbovePosted && beginning.preview !== undefined",
    ],
    ["isAbovePosted && beginning.preview !== undefined", "isAbovePosted"],
    ["!traits.versionsExact && (isPreviewOurs", "(isPreviewOurs"],
    ["const isOurs = isAboutUs(reading, posted, facts);", "const isOurs = reading !== undefined;"],
    ['if (preview === "lower" || preview === "higher" || preview === "other") return false;', ""],
    ["history.countsOtherwise ||", ""],
    ['return wasOtherwise ? "canceled" : "none";', 'return "canceled";'],
    [
      "shown.production !== undefined && shown.production !== beginning.production",
      "shown.production !== undefined",
    ],
    ["risen && isAbovePosted &&", "risen &&"],
    ["&& !mayBePublishedSince(reading, facts)", ""],
    ['if (verifyVersion && shown.production === declared) return "agrees";', ""],
    ['if (production === "unread" || production === "unnumbered") return "unread";', ""],
    ["(isFollowed(one) || !facts.verifyVersion ||", "(!facts.verifyVersion ||"],
    ["changedAt >= beginning.at", "changedAt >= 0"],
    ['if (ended.some(({ status }) => status === "succeeded")) return { list: "succeeded" };', ""],
    ["ended.at(-1)?.status ?? followed?.status", "ended.at(-1)?.status"],
    ["ended.at(-1)?.status ?? followed?.status", "ended.at(0)?.status ?? followed?.status"],
    [
      "isFollowed(one) && isSettled(one.status) && !beginning.endedBefore.includes(one.id)",
      "isFollowed(one) && isSettled(one.status)",
    ],
    ["only !== undefined && launches.length === 1", "only !== undefined"],
    ["!traits.versionsExact && (isPreviewOurs ||", "(isPreviewOurs ||"],
    ["isPreviewHidden && !isNamed", "isPreviewHidden"],
    ['listed.list !== "running" && reading.running !== "nothing"', 'listed.list === "running"'],
    ["look.unread?.status !== undefined ||", ""],
    ["|| look.unread?.submissions !== undefined", ""],
    [
      "const wasOtherwise = moved || hasMoved(phase, beginning);",
      "const wasOtherwise = hasMoved(phase, beginning);",
    ],
    ['!(preview === "higher" || facts.traits.versionsExact)', "true"],
  ]),
  ...of("decision/verdict", "unit/provider/decision/verdict", [
    ["facts.now - since >= PROOF_AGE_MS", "true"],
    ["before[kind] ?? beganAt(kind, evidence, facts)", "facts.now"],
    ["...(evidence.incomplete ? before : {}),", ""],
    ["facts.now - since >= PROOF_AGE_MS", "facts.now - since > PROOF_AGE_MS"],
    [
      "return isOld ? settled(finding, evidence, facts) : patient(finding, evidence);",
      "return patient(finding, evidence);",
    ],
    ['return evidence.list === "succeeded"', 'return evidence.list === "none"'],
    ['finding === "unseen" || finding === "notLaunched"', 'finding === "unseen"'],
    ["claim?.status === status && claim.problems.length > 0", "claim !== undefined"],
    ["...(steps[0] === undefined ? {} : { step: steps[0] }),", ""],
    ["...new Set(messages)", "...messages"],
    ['evidence.production !== "before"', 'evidence.production === "agrees"'],
    ["Math.max(0, ...tellers.map((one) => unwatchedMs[one]))", "0"],
    ['kind === "unseen" || unwatchedMs === undefined', "unwatchedMs === undefined"],
    [
      'if (evidence.list === "running")\n        return',
      'if (evidence.list === "none" && evidence.list !== evidence.list)\n        return',
    ],
  ]),
  ...of("decision/launchState", "unit/provider/launch/contradictions", [
    ["startedAt: Math.min(startedAt, now)", "startedAt"],
  ]),
  ...of("decision/phases", "unit/provider/decision/verdict", [
    ["!SILENT.has(phase) && !SILENT.has(before)", "!SILENT.has(before)"],
    ['["unknown", "absent", "unpublished"]', '["unknown", "absent"]'],
    ["!SILENT.has(phase) && !SILENT.has(before)", "!SILENT.has(phase)"],
    ["&& phase !== before", "&& phase === before"],
  ]),
  ...of("decision/evidence", "unit/provider/launch/productIngestion", [
    ['if (!verifyVersion && isNew && shown.production === beginning.preview) return "agrees";', ""],
  ]),
  ...of("decision/verdictTable", "unit/provider/launch/contradictions", [
    ['if (unclear && list === "running" && operation === "none") return "unseen";', ""],
  ]),
  ...of("decision/claim", "unit/provider/decision/verdict", [
    ["claim.isUnknown === true && NOTHING_RUNS.has(phase)", "NOTHING_RUNS.has(phase)"],
    ["claim.isUnknown === true && NOTHING_RUNS.has(phase)", "claim.isUnknown === true"],
    ["claim.isUnknown === true && NOTHING_RUNS.has(phase)", "false"],
  ]),
  ...of("decision/verdict", "unit/provider/decision/verdict", [
    ['if (evidence.reading.preview === "unread")', "if (false)"],
  ]),
  ...of("decision/evidence", "unit/provider/launch/contradictions", [
    [
      'NOTHING_RUNS.has(reading.phase) || reading.phase === "readyToLaunch"',
      "NOTHING_RUNS.has(reading.phase)",
    ],
    [
      'NOTHING_RUNS.has(reading.phase) || reading.phase === "readyToLaunch"',
      'reading.phase === "readyToLaunch"',
    ],
  ]),
  ...of("decision/endInList", "unit/provider/launch/followStep", [
    ["isFollowed || (isNamed", "(isNamed"],
    ["endedBefore.includes(id)", "false"],
    ["changedAt >= at", "true"],
    ["version === launch.version", "true"],
  ]),
  ...of("decision/verdictTable", "unit/provider/decision/enumeration", [
    [
      'if (production === "risen" && successes > 0) return "risen";',
      'if (production === "risen") return "risen";',
    ],
  ]),
  ...of("decision/verdict", "unit/provider/decision/enumeration", [
    ["facts.now - since >= PROOF_AGE_MS", "facts.now - since >= 0"],
  ]),
];
