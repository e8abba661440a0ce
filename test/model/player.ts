import type { Properties } from "../../provider/resource/properties";
import { createStack, type RunResult, type Stored } from "../support/stack";
import { conflictsOf } from "./conflict";
import { codeOf, statusOf, type RunFacts } from "./facts";
import { createJudge, isForgetful, type Judge } from "./invariants";
import type { Place, PlayStage } from "./place";
import { createProcess } from "./process";
import { UPS, type RunPlan } from "./schedule";
import { offerIdOf, textOf } from "./view";

const MINUTE = 60_000;

/** Somebody with a stack that declares the offer. */
export interface Player {
  run(plan: RunPlan, declared: number, place: Place): Promise<RunFacts>;
  judge(facts: RunFacts, place: Place): string[];
}

export function createPlayer(who: string, verifyVersion: boolean, stage: PlayStage): Player {
  const { machine, story, tally, api, options, door } = stage;
  const { clock } = machine;
  const stack = createStack(door);
  const checkpoints: (Stored | undefined)[] = [undefined];
  const judges = new Map<Place, Judge>();
  const start = clock.now();
  const lagMs = Math.max(
    options.submissionsLagMs ?? 0,
    options.statusLagMs ?? 0,
    options.productionLagMs ?? 0,
  );

  function clockText(time: number): string {
    const minutes = (time - start) / MINUTE;
    return `${Math.floor(minutes / 60)}:${(minutes % 60).toFixed(2).padStart(5, "0")}`;
  }

  function tell(text: string): void {
    story.add(who === "us" ? text : `${who}: ${text}`);
  }

  async function run(plan: RunPlan, declared: number, { world, ledger, act }: Place): Promise<RunFacts> {
    const program: Properties = {
      ...(api === "cloudPartner" ? {} : { api }),
      publisherId: "contoso",
      offerId: offerIdOf(api),
      offerVersion: textOf(declared, api, options.ingestion?.numbers === "falling"),
      timeout: plan.timeout,
      waitForLive: plan.waitForLive,
      waitForReady: plan.waitForReady,
      verifyVersion,
    };
    const { stored: last } = stack;
    if (plan.kind === "rollback") stack.stored = checkpoints[plan.checkpoint % checkpoints.length];
    if (stack.stored !== last) tally.count("move", "an earlier state");
    tell(
      `${clockText(clock.now())} ${planText(plan)} version ${declared}${verifyVersion ? "" : " verifyVersion=false"}`,
    );
    const { stored: before } = stack;
    const startedAt = clock.now();
    const { stoppedMs: stopped } = machine;
    const said = world.said.length;
    const requests = world.service.requests.length;
    const acting = createProcess(plan, {
      ...{ api, who, declared, machine, world, options, story, tally, ledger, act },
      startedAt: start,
    });
    const run = world.run(acting.rest);
    const work = async (): Promise<RunResult> => {
      const { retries, replaces, deletesFirst } = plan;
      switch (plan.kind) {
        case "up":
        case "bump":
        case "lower":
        case "rollback":
        case "otherService":
          return stack.up(program, run, { retries });
        case "engineReplace":
          return stack.up(program, run, { retries, replaces });
        case "preview":
          return stack.preview(program, run);
        case "refresh":
          return stack.refresh(run);
        case "replace":
          return stack.replace(program, run, { retries, deletesFirst });
        case "destroy":
          return stack.destroy(run);
        case "stateLost":
          stack.stored = undefined;
          return { step: "delete" };
      }
    };
    const result = await Promise.race([work(), acting.death]);
    acting.end();
    const died = acting.died() || (plan.forgotten && UPS.has(plan.kind));
    if (died) {
      stack.stored = before;
      tally.count("fault", acting.died() ? "process died" : "process died before storing");
    }
    checkpoints.push(stack.stored);
    const service = before?.outputs["service"];
    const facts: RunFacts = {
      plan,
      api,
      who,
      declared,
      verifyVersion,
      service: options,
      isConflicted: conflictsOf(options).length > 0,
      lagMs,
      startedAt,
      endedAt: clock.now(),
      stoppedMs: machine.stoppedMs - stopped,
      interruptedAt: acting.interruptedAt(),
      died,
      result,
      before,
      after: stack.stored,
      isElsewhere: typeof service === "string" && service !== world.endpoint,
      announced: stack.announced,
      posts: acting.posts,
      foreign: acting.foreign,
      requests: world.service.requests.length - requests,
      troubled: acting.troubled(),
      ledger,
      view: ledger.look(),
    };
    for (const line of world.said.slice(said).filter((one) => !one.startsWith("progress")))
      tell(`  said ${line}`);
    tell(`${clockText(clock.now())}   ${endText(facts)}`);
    tally.count("run", plan.kind);
    for (const move of movesOf(facts)) tally.count("move", move);
    if (!died) tally.count("outcome", codeOf(result) ?? statusOf(stack.stored) ?? "gone");
    return facts;
  }

  return {
    run,
    judge(facts, place) {
      const judge = judges.get(place) ?? createJudge((promise) => tally.count("promise", promise));
      judges.set(place, judge);
      for (const [{ ledger }, other] of judges)
        if (other !== judge && isForgetful(facts.plan)) other.forget(ledger.launches);
      return judge.judge(facts);
    },
  };
}

/** Unusual actions of the engine. */
function movesOf({ plan, result, before, isElsewhere, died }: RunFacts): string[] {
  const { kind, replaces, deletesFirst } = plan;
  const isReplaced = result.step === "replace" && before !== undefined && !died;
  return [
    ...(isReplaced && before.pending === true && kind !== "replace"
      ? ["a replacement that was pending"]
      : []),
    ...(isReplaced && kind === "engineReplace" && !before.pending ? [`replacement ${replaces}`] : []),
    ...(isReplaced && kind === "replace" ? [deletesFirst ? "--replace deletes first" : "--replace"] : []),
    ...((result.calls ?? 0) > 1 ? ["called again by an error hook"] : []),
    ...(isElsewhere && before !== undefined ? ["a state about another service"] : []),
  ];
}

function planText(plan: RunPlan): string {
  const { kind, timeout, waitForLive, waitForReady, retries, replaces, deletesFirst } = plan;
  const words = [kind, ...(kind === "engineReplace" ? [replaces] : []), `timeout ${timeout}`];
  if (kind === "replace" && deletesFirst) words.push("deletes first");
  if (!waitForLive) words.push("waitForLive=false");
  if (waitForReady) words.push("waitForReady");
  if (retries > 0) words.push(`retries ${retries}`);
  return words.join(" ");
}

function endText({ died, result, after, view }: RunFacts): string {
  const state =
    after === undefined ? "none" : `${String(after.outputs["offerVersion"])} ${String(statusOf(after))}`;
  const running =
    view.running === undefined ? view.status : `${view.running.kind} ${view.running.version} running`;
  const said = died ? "DIED" : (codeOf(result) ?? "green");
  return `${said} (${result.step}) ${died ? "" : (result.error?.message ?? "")}; state: ${state}; service: preview ${view.preview ?? "-"} production ${view.production ?? "-"} ${running}`;
}
