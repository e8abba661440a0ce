import type { ApiName } from "../../provider/marketplace/apiName";
import type { Reply, SimulatorOptions, SimulatorRequest } from "../../simulator";
import type { RunResult } from "../support/stack";
import type { Handle, RunRest, World } from "../support/world";
import type { Post } from "./facts";
import { createGaps, type Machine } from "./gaps";
import type { Ledger } from "./ledger";
import { ACTS, type Act, type Gap, type RunPlan } from "./schedule";
import type { Story } from "./story";
import type { Tally } from "./tally";
import { occurred } from "./occurred";
import { createSight, targetOf } from "./sight";
import { POST_TROUBLES, READ_TROUBLES, type Trouble } from "./troubles";

/** Never settles: what a dead process waits for. */
const NEVER = new Promise<never>(() => undefined);

/** The parts of a play that a process needs. */
export interface Stage {
  readonly api: ApiName;
  /** Whose process it is. */
  readonly who: string;
  readonly declared: number;
  readonly machine: Machine;
  readonly world: World;
  readonly options: SimulatorOptions;
  /** When the play began, in milliseconds since 1970. */
  readonly startedAt: number;
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
export function createProcess(
  plan: RunPlan,
  { api, who, declared, machine, world, options, startedAt, story, tally, ledger, act }: Stage,
): Process {
  const { clock, service } = world;
  const stop = new AbortController();
  const foreign: string[] = [];
  const posts: Post[] = [];
  const events = plan.events.toSorted((a, b) => a.at - b.at);
  const sight = createSight(api, plan.reads, () => clock.now());
  const gaps = createGaps(machine);
  let awaits = 0;
  let dead = false;
  let gone = false;
  let interruptedAt: number | undefined;
  let troubled = false;
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

  function isAct(what: Act | Gap): what is Act {
    return ACTS.some((one) => one === what);
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
      else if (isAct(what)) act(what);
      else {
        gaps.happen(what);
        story.add(`  ${what}`);
        tally.count("fault", what);
      }
    }
  }

  function troubleOf(request: SimulatorRequest): string | undefined {
    if (request.method !== "POST") return sight.troubleOf(request.url);
    return posts.length === 0 ? plan.post : undefined;
  }

  function network(request: SimulatorRequest, handle: Handle): Reply {
    const { origin, pathname } = new URL(request.url);
    if (origin !== world.endpoint) foreign.push(origin);
    const view = ledger.look();
    const name = troubleOf(request);
    const isPost = request.method === "POST";
    const trouble: Trouble = (isPost ? POST_TROUBLES : READ_TROUBLES)[name ?? ""] ?? {};
    const earlier = ledger.launches.map((one) => ({ ...one }));
    if (trouble.fault !== undefined) service.fault(trouble.fault);
    const own = handle(request);
    ledger.look(who);
    const reply =
      own.kind === "response" && trouble.edit !== undefined
        ? { ...own, response: trouble.edit(own.response) }
        : own;
    const entry = service.requests.at(-1)!;
    const status = reply.kind === "response" ? reply.response.status : reply.kind;
    const begun = isPost && ledger.launches.length > earlier.length ? ledger.launches.at(-1) : undefined;
    story.add(
      `  ${who === "us" ? "" : `${who}: `}${request.method} ${pathname.split("/offers/vm/").at(-1)?.replace("/rp/product-ingestion/", "") ?? ""} -> ${status}${name === undefined ? "" : ` (${name})`}${begun === undefined ? "" : ` LAUNCHED version ${begun.version}`}`,
    );
    if (name !== undefined) {
      tally.count("fault", `${isPost ? "POST" : "read"}: ${name}`);
      if (!isPost) troubled = true;
    }
    if (isPost) {
      if (entry.accepted && begun === undefined) ledger.refusals.add(declared);
      tally.count("post", begun === undefined ? "not accepted" : "accepted");
      posts.push({
        at: clock.now(),
        trouble: name,
        reached: trouble.fault === undefined || entry.accepted,
        status,
        launched: begun?.version,
        view,
        ...sight.last(),
        earlier,
      });
    } else {
      sight.note(request.url, view, own);
      const { launches } = ledger;
      const read = { target: targetOf(request.url), api, now: clock.now(), startedAt, launches, view };
      for (const what of occurred(options, read)) tally.count("conflict", what);
    }
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
      outwardMs: ({ method }) => (method === "POST" && posts.length === 0 ? plan.outwardMs : 0),
      clock: {
        now: gaps.now,
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
