import { of, type Mutant } from "./mutation";

/** Waiting, requests, and how the responses of each API are read. */
export const SERVICE: readonly Mutant[] = [
  ...of("waiting/poll", "unit/provider/waiting/poll", [
    ["Math.max(deadline - lookedAt, 0) + OVERTIME_MS", "deadline + OVERTIME_MS - lookedAt"],
    ["left = until - clock.monotonic()", "left = until - clock.now()"],
    ["if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;\n        return", "return"],
    ["const until = clock.monotonic() + delayMs;", "const until = clock.now() + delayMs;"],
    ["const now = clock.monotonic();", "const now = clock.now();"],
    ["if (clock.monotonic() >= deadline)", "if (clock.now() >= deadline)"],
    ["OVERTIME_MS = 90_000", "OVERTIME_MS = 60_000"],
    ["lastError = undefined;", ""],
    ["if (aborted()) return", "if (deadline < 0) return"],
    ["waitedMs: waitedMs + now - began", "waitedMs"],
    ["Math.min(left, STRETCH_MS)", "left"],
    ["if (clock.monotonic() - lookedAt > ms + GAP_MS) continue;\n    }", "}"],
    ["Math.min(delay, atMost, deadline - now)", "Math.min(delay, atMost)"],
    ["Math.min(delay, atMost, deadline - now)", "Math.min(delay, deadline - now)"],
    ["Math.max(withinMs, backoff.floorMs)", "withinMs"],
  ]),
  ...of("marketplace/cloudPartner/submissions", "unit/provider/marketplace/cloudPartner/submissions", [
    ['state === "" ? wordOf(item, "status") : state', "state"],
    ['if (type.includes("cancel")) return "other";', ""],
    ['stringField(item, "lastActionDateTime"),', ""],
    ['|| type.endsWith("golive")', ""],
  ]),
  ...of("values/time", "unit/provider/marketplace/cloudPartner/submissions", [['?? "Z"', '?? "+02:00"']]),
  ...of("marketplace/cloudPartner/offerStatus", "unit/provider/marketplace/cloudPartner/offerStatus", [
    ['if (live === "waitingForApproval") return "launching";', ""],
    ['if (top !== "succeeded" && steps.some(isPublishing)) return "preparing";', ""],
    ['if (live === "running") return "launching";', ""],
    ["if (isOver && (live", "if ((live"],
  ]),
  ...of("waiting/withinTime", "unit/provider/waiting/poll", [["late.abort();", ""]]),
  ...of("waiting/backoff", "unit/provider/waiting/backoff", [
    ["clamp(hintMs, HINT_BOUNDS.minMs, HINT_BOUNDS.maxMs)", "hintMs"],
    ["Math.max(delay * (1 - JITTER * chance), floorMs)", "delay * (1 - JITTER * chance)"],
    ["1 - JITTER * chance", "1 + JITTER * chance"],
  ]),
  ...of("marketplace/http/http", "integration/http", [
    ['request.method === "POST" ? fresh : keepAlive', "keepAlive"],
    ["agents({ keepAlive: false, proxyEnv })", "agents({ keepAlive: true, proxyEnv })"],
    ["agents({ keepAlive: true, proxyEnv })", "agents({ keepAlive: false, proxyEnv })"],
    ["new http.Agent({ keepAlive })", "new http.Agent({ keepAlive, proxyEnv })"],
    ["followRedirect: false", "followRedirect: true"],
    ["retry: { limit: 0 }", "retry: { limit: 1 }", "got repeats no stream unless it is told how"],
    ["length > MAX_BODY_BYTES", "length > 2 * MAX_BODY_BYTES"],
    ["response !== undefined && request.headSuffices === true", "request === undefined"],
  ]),
  ...of("marketplace/http/http", "integration/departure", [
    ["leaving?.keptBack() ?? explain", "explain"],
    ["leaving?.left() ?? true", "true"],
  ]),
  ...of("marketplace/http/departure", "integration/departure", [
    ["if (clock.now() - startedAt > withinMs) late();", ""],
    ['if (shaking) socket.once("secureConnect", go);', "if (!socket) go();"],
    [
      "if (left || keptBack !== undefined) return;",
      "if (keptBack !== undefined) return;",
      "what would keep it back is taken off when it leaves",
    ],
    ["if (signal?.aborted === true) stop();", "if (signal === undefined) stop();"],
  ]),
  ...of("marketplace/http/requester", "unit/provider/marketplace/http/requester", [
    ['prepared.kind === "late" || leftMs() < 0', 'prepared.kind === "late"'],
    ["Math.min(notAfter - clock.now(), until - clock.monotonic())", "notAfter - clock.now()"],
    ["departure: { withinMs: leftMs(), signal },", ""],
    ["response.status === 429 || response.status === 503", "response.status === 429"],
    ["if (signal?.aborted === true) throw interrupted(`${method} ${url.pathname}`);", ""],
    ['if (error.notSent === "interrupted") throw error;', ""],
    ["response.status === 401 && credential.renewable === false", "credential.renewable === false"],
  ]),
  ...of("marketplace/http/limiter", "unit/provider/marketplace/http/limiter", [
    ["nextAt = Math.min(nextAt, now + interval);", ""],
    ["heldUntil = Math.min(heldUntil, now + MAX_PAUSE_MS);", ""],
    ["urgent ? queue.findIndex((other) => !other.urgent) : -1", "-1"],
    ["nextAt = clock.now() + interval;", ""],
    ["Math.min(ms, MAX_PAUSE_MS)", "ms"],
  ]),
  ...of("marketplace/http/origin", "unit/provider/marketplace/http/origin", [
    ["url.origin !== origin.origin ||", ""],
    ['url.username !== "" ||', ""],
    ["url?.protocol !== origin.protocol ||", "url === undefined ||"],
  ]),
  ...of("marketplace/http/writeAnswer", "unit/provider/marketplace/cloudPartner/goLive", [
    ["409, 410, 412", "410, 412"],
    ["422, 429]", "422]"],
    ["const BUSY: readonly number[] = [409, 412];", "const BUSY: readonly number[] = [412];"],
    ["if (![...REFUSED, ...alsoBusy].includes(status))", "if (status < 0)"],
  ]),
  ...of("marketplace/cloudPartner/goLive", "unit/provider/marketplace/cloudPartner/goLive", [
    ["if (/\\/operations\\/[^/]/i.test(new URL(url).pathname))", "if (url)"],
  ]),
  ...of("marketplace/cloudPartner/statusWords", "unit/provider/marketplace/cloudPartner/operation", [
    ['waitingforapproval: "running"', 'waitingforapproval: "succeeded"'],
    ["Object.hasOwn(WORDS, key) ? WORDS[key] : undefined", 'WORDS[key] ?? "running"'],
  ]),
  ...of("marketplace/productIngestion/goLive", "unit/provider/marketplace/productIngestion/goLive", [
    ["judgeWrite(outcome, [LOCKED])", "judgeWrite(outcome)"],
    ["refused.busy || isBusy(error)", "refused.busy"],
    ['target: { targetType: "live" }', 'target: { targetType: "preview" }'],
    ["...(isSettled(observation.status) ? { observation } : {}),", ""],
  ]),
  ...of(
    "marketplace/productIngestion/submissions",
    "unit/provider/marketplace/productIngestion/submissions",
    [
      ["!deprecated && !isPast", "!isPast"],
      ['stringField(item, "status") === undefined', 'stringField(item, "status") === ""'],
      ['guidOf(id, "submission") !== guid ||', ""],
      ["deprecated ? 2 :", "deprecated ? 0 :"],
    ],
  ),
  ...of("marketplace/cloudPartner/index", "unit/scenes/launch/contradictions", [
    [" && submissions.length === 0", ""],
  ]),
];
