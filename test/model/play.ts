import type { Properties } from "../../provider/resource/properties";
import { createStack, type RunResult } from "../support/stack";
import { createWorld, OFFER_NAME } from "../support/world";
import { codeOf, statusOf, type RunFacts } from "./facts";
import { createJudge } from "./invariants";
import { createLedger } from "./ledger";
import { createProcess } from "./process";
import type { Act, RunPlan, Schedule } from "./schedule";
import { createStory } from "./story";
import type { Tally } from "./tally";
import { judgeCalm } from "./calm";

const MINUTE = 60_000;

/** A run in which nothing goes wrong, of a program that waits for its launch. */
const CALM: RunPlan = {
  kind: "up",
  gap: 60,
  meanwhile: [],
  timeout: "12h",
  waitForLive: true,
  waitForReady: false,
  post: undefined,
  reads: [],
  events: [],
  forgotten: false,
};

function traits(options: Schedule["service"]): string[] {
  return [
    `location ${options.location ?? "relative"}`,
    `body ${options.operationShape ?? "object"}`,
    ...(options.publishRemainsRunning === true ? ["publish remains running"] : []),
    ...(options.goliveContinuesPublish === true ? ["golive continues the publish"] : []),
    ...((options.submissionsLagMs ?? 0) > 0 ? ["the list lags"] : []),
    ...((options.statusLagMs ?? 0) > 0 ? ["the status lags"] : []),
    ...((options.productionLagMs ?? 0) > 0 ? ["production lags"] : []),
    ...(Object.keys(options.words ?? {}).length > 0 ? ["other words"] : []),
  ];
}

/** Plays a schedule on the real lifecycle, client and poller. Throws an error that tells the story when a rule is broken. */
export async function play({ service: options, verifyVersion, runs }: Schedule, tally: Tally): Promise<void> {
  const world = createWorld(options);
  const { clock, service } = world;
  const stack = createStack();
  const story = createStory();
  const ledger = createLedger(
    () => service.offer(OFFER_NAME),
    () => clock.now(),
  );
  const judge = createJudge();
  const start = clock.now();
  let declared = 2;
  let posts = 0;
  let publishes = 0;
  story.add(`service: ${JSON.stringify(options)}`);
  for (const what of traits(options)) tally.count("service", what);

  function act(what: Act): void {
    ledger.look();
    try {
      if (what === "goLive" || what === "publish" || what === "cancel") service[what](OFFER_NAME);
      else service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
      if (what === "publish") publishes += 1;
      story.add(`  somebody: ${what}`);
      tally.count("act", what);
    } catch {
      // The service refuses it: then it did not happen.
    }
    ledger.look("other", what === "cancel");
  }

  async function pass({ gap, meanwhile }: RunPlan): Promise<void> {
    for (const one of meanwhile) {
      await clock.advance((gap * MINUTE) / (meanwhile.length + 1));
      act(one);
    }
    await clock.advance((gap * MINUTE) / (meanwhile.length + 1));
    ledger.look();
  }

  async function runOnce(plan: RunPlan): Promise<RunFacts> {
    await pass(plan);
    if (plan.kind === "bump") {
      act("publish");
      if (plan.gap > 0) await clock.advance(plan.gap * MINUTE);
      const { running, draftVersion } = ledger.look();
      declared = running?.kind === "publish" ? running.version : draftVersion;
    }
    // A run with the version before, as of an older commit; the next one declares the newer again.
    const wanted = plan.kind === "lower" ? Math.max(1, declared - 1) : declared;
    const program: Properties = {
      publisherId: "contoso",
      offerId: "vm",
      offerVersion: wanted,
      timeout: plan.timeout,
      waitForLive: plan.waitForLive,
      waitForReady: plan.waitForReady,
      verifyVersion,
    };
    story.add(
      `${clockText(clock.now())} ${plan.kind} version ${wanted} timeout ${plan.timeout}${plan.waitForLive ? "" : " waitForLive=false"}${plan.waitForReady ? " waitForReady" : ""}${verifyVersion ? "" : " verifyVersion=false"}`,
    );
    const before = stack.stored;
    const startedAt = clock.now();
    const said = world.said.length;
    const requests = service.requests.length;
    const acting = createProcess(plan, { world, story, tally, ledger, act });
    const run = world.run(acting.rest);
    const work = async (): Promise<RunResult> => {
      switch (plan.kind) {
        case "up":
        case "bump":
        case "lower":
          return stack.up(program, run);
        case "preview":
          return stack.preview(program, run);
        case "refresh":
          return stack.refresh(run);
        case "replace":
          return stack.replace(program, run);
        case "destroy":
          return stack.destroy(run);
        case "stateLost":
          stack.stored = undefined;
          return { step: "delete" };
      }
    };
    const result = await clock.drive(Promise.race([work(), acting.death]));
    acting.end();
    const died = acting.died() || (plan.forgotten && ["up", "bump", "lower", "replace"].includes(plan.kind));
    if (died) {
      stack.stored = before;
      tally.count("fault", acting.died() ? "process died" : "process died before storing");
    }
    const facts: RunFacts = {
      plan,
      declared: wanted,
      verifyVersion,
      lagMs: Math.max(options.submissionsLagMs ?? 0, options.statusLagMs ?? 0, options.productionLagMs ?? 0),
      startedAt,
      endedAt: clock.now(),
      interruptedAt: acting.interruptedAt(),
      died,
      result,
      before,
      after: stack.stored,
      posts: acting.posts,
      foreign: acting.foreign,
      requests: service.requests.length - requests,
      troubled: acting.troubled(),
      ledger,
      view: ledger.look(),
    };
    posts += facts.posts.length;
    for (const line of world.said.slice(said).filter((one) => !one.startsWith("progress")))
      story.add(`  said ${line}`);
    story.add(
      `${clockText(clock.now())}   ${died ? "DIED" : (codeOf(result) ?? "green")} (${result.step})${died ? "" : ` ${result.error?.message ?? ""}`}; state: ${stack.stored === undefined ? "none" : `${String(stack.stored.outputs["offerVersion"])} ${String(statusOf(stack.stored))}`}; service: preview ${facts.view.previewVersion ?? "-"} production ${facts.view.productionVersion ?? "-"} ${facts.view.running === undefined ? facts.view.status : `${facts.view.running.kind} ${facts.view.running.version} running`}`,
    );
    tally.count("run", plan.kind);
    if (!died) tally.count("outcome", codeOf(result) ?? statusOf(stack.stored) ?? "gone");
    return facts;
  }

  function clockText(time: number): string {
    const minutes = (time - start) / MINUTE;
    return `${Math.floor(minutes / 60)}:${(minutes % 60).toFixed(2).padStart(5, "0")}`;
  }

  function demand(broken: readonly string[]): void {
    if (broken.length > 0) throw new Error(`${broken.join("\n")}\n\n${story.text()}`);
  }

  for (const plan of runs) demand(judge.judge(await runOnce(plan)));
  story.add("from here on nothing goes wrong");
  const calm: RunFacts[] = [];
  for (let i = 0; calm.length < 3; i += 1) {
    const { running } = service.offer(OFFER_NAME);
    const isInTheWay =
      i === 0 &&
      running !== undefined &&
      (running.kind === "publish" || running.version !== declared || !verifyVersion);
    // Three hours end whatever others have begun.
    const facts = await runOnce({ ...CALM, gap: isInTheWay ? 181 : CALM.gap });
    calm.push(facts);
    demand(judge.judge(facts));
    // Who is told that a lost launch was not accepted replaces the resource; then all has to come right.
    if (facts.result.error?.message.includes("To launch it again: pulumi up --replace") === true && i < 3) {
      demand(judge.judge(await runOnce({ ...CALM, kind: "replace" })));
      calm.length = 0;
    }
  }
  const [only, second] = ledger.launches;
  const isPlain = posts === 1 && publishes === 0 && only?.by === "us" && second === undefined;
  demand(judgeCalm(calm, isPlain));
  tally.count("schedule", "played");
}
