import type { Reply, SimulatorRequest } from "../../simulator";
import type { RunResult } from "../support/stack";
import { ENDPOINT, type Handle, type RunRest, type World } from "../support/world";
import type { Post } from "./facts";
import type { Ledger } from "./ledger";
import type { Act, RunPlan, Target } from "./schedule";
import type { Story } from "./story";
import type { Tally } from "./tally";
import { POST_TROUBLES, READ_TROUBLES, type Trouble } from "./troubles";

/** Never settles: what a dead process waits for. */
const NEVER = new Promise<never>(() => undefined);

/** What the status of an offer says that waits for sign-off, in each spelling of the search. */
const SIGN_OFF = /waiting ?for ?publisher ?review/i;

function targetOf(url: string): Target {
  const path = url.split("?")[0] ?? "";
  if (path.includes("/operations/")) return "operation";
  if (path.endsWith("/status")) return "status";
  if (path.includes("/submissions")) return "submissions";
  return path.endsWith("/preview") ? "preview" : "production";
}

/** What a process needs of the play that it is part of. */
export interface Stage {
  readonly world: World;
  readonly story: Story;
  readonly tally: Tally;
  readonly ledger: Ledger;
  /** Somebody else does something. */
  readonly act: (what: Act) => void;
}

export interface Process {
  readonly rest: RunRest;
  readonly death: Promise<RunResult>;
  readonly posts: readonly Post[];
  /** Origins other than the endpoint's that a request, and the token with it, went to. */
  readonly foreign: readonly string[];
  /** Whether it died before its run was over. */
  died(): boolean;
  /** The run is over and the process gone: what it left undone never reaches the service. */
  end(): void;
  interruptedAt(): number | undefined;
  troubled(): boolean;
}

/** One process: its awaits are counted, and things happen at them; dead, it reaches nothing any more. */
export function createProcess(plan: RunPlan, { world, story, tally, ledger, act }: Stage): Process {
  const { clock, service } = world;
  const stop = new AbortController();
  const foreign: string[] = [];
  const posts: Post[] = [];
  const events = plan.events.toSorted((a, b) => a.at - b.at);
  let awaits = 0;
  let reads = 0;
  const hits = plan.reads.map(() => 0);
  let dead = false;
  let gone = false;
  let interruptedAt: number | undefined;
  let troubled = false;
  let previewSeen: number | undefined;
  let waitsSeen = false;
  let die: (result: RunResult) => void = () => undefined;
  const death = new Promise<RunResult>((resolve) => {
    die = resolve;
  });

  function interrupt(): void {
    if (interruptedAt !== undefined || dead || gone) return;
    interruptedAt = clock.now();
    tally.count("fault", "Ctrl-C");
    story.add("  Ctrl-C");
    stop.abort();
  }

  async function outside(): Promise<void> {
    if (dead || gone) return NEVER;
    awaits += 1;
    while ((events[0]?.at ?? Infinity) < awaits) {
      const { what } = events.shift()!;
      if (what === "die") {
        dead = true;
        story.add("  the process dies");
        die({ step: "same" });
        return NEVER;
      }
      if (what === "interrupt") interrupt();
      // While whatever is begun now is under way.
      else if (what === "interruptSoon") clock.at(clock.now() + 1_000, interrupt);
      else act(what);
    }
  }

  function troubleOf(request: SimulatorRequest): string | undefined {
    if (request.method === "POST") return plan.post;
    const target = targetOf(request.url);
    reads += 1;
    for (const [index, one] of plan.reads.entries()) {
      if (reads <= one.from || hits[index]! >= one.count) continue;
      if (one.target !== "any" && one.target !== target) continue;
      hits[index]! += 1;
      return one.trouble;
    }
    return undefined;
  }

  function network(request: SimulatorRequest, handle: Handle): Reply {
    const { origin, pathname } = new URL(request.url);
    if (origin !== ENDPOINT) foreign.push(origin);
    const view = ledger.look();
    const name = troubleOf(request);
    const isPost = request.method === "POST";
    const trouble: Trouble = (isPost ? POST_TROUBLES : READ_TROUBLES)[name ?? ""] ?? {};
    const earlier = ledger.launches.map((one) => ({ ...one }));
    if (trouble.fault !== undefined) service.fault(trouble.fault);
    const own = handle(request);
    ledger.look("us");
    const reply =
      own.kind === "response" && trouble.edit !== undefined
        ? { ...own, response: trouble.edit(own.response) }
        : own;
    const entry = service.requests.at(-1)!;
    const status = reply.kind === "response" ? reply.response.status : reply.kind;
    story.add(
      `  ${request.method} ${pathname.split("/offers/vm/").at(-1) ?? ""} -> ${status}${name === undefined ? "" : ` (${name})`}${entry.accepted && isPost ? ` ACCEPTED version ${entry.version ?? 0}` : ""}`,
    );
    if (name !== undefined) {
      tally.count("fault", `${isPost ? "POST" : "read"}: ${name}`);
      if (!isPost) troubled = true;
    }
    if (isPost) {
      tally.count("post", entry.accepted ? "accepted" : "not accepted");
      posts.push({
        at: clock.now(),
        trouble: name,
        reached: trouble.fault === undefined || entry.accepted,
        status,
        launched: entry.accepted ? entry.version : undefined,
        view,
        previewSeen,
        waitsSeen,
        earlier,
      });
    }
    if (targetOf(request.url) === "preview") previewSeen = view.previewVersion;
    if (targetOf(request.url) === "status")
      waitsSeen = own.kind === "response" && SIGN_OFF.test(own.response.body);
    return reply;
  }

  return {
    posts,
    foreign,
    death,
    died: () => dead,
    end: () => {
      gone = true;
    },
    interruptedAt: () => interruptedAt,
    troubled: () => troubled,
    rest: {
      signal: stop.signal,
      random: () => 0.5,
      network,
      onExchange: outside,
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        after: (ms, call) =>
          clock.after(ms, () => {
            if (!dead && !gone) call();
          }),
        async sleep(ms, signal) {
          if (dead || gone) return NEVER;
          await clock.sleep(ms, signal);
          await outside();
        },
      },
    },
  };
}
