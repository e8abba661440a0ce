import { virtualClock } from "../../support/virtualClock";
import type { EngineDoor } from "../support/door";
import { createStory } from "./story";
import { judgeCalm } from "./calm";
import { conflictsOf } from "./conflict";
import { judgeConflictedCalm } from "./conflictInvariants";
import { codeOf, type RunFacts } from "./facts";
import { createPlace, type Place } from "./place";
import { createPlayer } from "./player";
import type { RunPlan, Schedule } from "./schedule";
import type { Tally } from "./tally";

const MINUTE = 60_000;

/** A run in which nothing goes wrong, of a program that waits for its launch. */
export const CALM: RunPlan = {
  kind: "up",
  gap: 60,
  meanwhile: [],
  timeout: "12h",
  waitForLive: true,
  waitForReady: false,
  post: undefined,
  outwardMs: 0,
  reads: [],
  events: [],
  forgotten: false,
  retries: 0,
  replaces: "shown",
  deletesFirst: false,
  checkpoint: 0,
  beside: undefined,
};

const ENDPOINTS = ["https://service.test", "https://other.test"] as const;

/** Plays a schedule on the real lifecycle, client and poller, through a door. Throws an error that tells the story when a rule is broken. */
export async function play(schedule: Schedule, door: EngineDoor, tally: Tally): Promise<void> {
  const { api, verifyVersion, runs, service: options } = schedule;
  const clock = virtualClock();
  const story = createStory();
  const stage = { machine: { clock, stoppedMs: 0 }, story, tally, api, options, door };
  const places = new Map<string, Place>();
  const placeAt = (endpoint: string): Place => {
    const place = places.get(endpoint) ?? createPlace(endpoint, stage);
    places.set(endpoint, place);
    return place;
  };
  let endpoint: (typeof ENDPOINTS)[number] = ENDPOINTS[0];
  let place = placeAt(endpoint);
  const us = createPlayer("us", verifyVersion, stage);
  const neighbour = createPlayer("neighbour", verifyVersion, stage);
  const isConflicted = conflictsOf(options).length > 0;
  let declared = place.ledger.look().preview ?? 1;
  let isPlain = true;
  story.add(`${api}, ${door.name}: ${JSON.stringify(options)}`);
  place.tallyTraits();

  async function pass({ gap, meanwhile }: RunPlan): Promise<void> {
    for (const one of meanwhile) {
      await clock.advance((gap * MINUTE) / (meanwhile.length + 1));
      place.act(one);
    }
    await clock.advance((gap * MINUTE) / (meanwhile.length + 1));
    place.ledger.look();
  }

  async function bump(gap: number): Promise<void> {
    place.act("publish");
    if (gap > 0) await clock.advance(gap * MINUTE);
    const { running, draft } = place.ledger.look();
    declared = running?.kind === "publish" ? running.version : draft;
  }

  /** A run, and the one beside it where there is one. */
  async function runOnce(plan: RunPlan): Promise<RunFacts> {
    await pass(plan);
    if (plan.kind === "otherService") {
      endpoint = endpoint === ENDPOINTS[0] ? ENDPOINTS[1] : ENDPOINTS[0];
      place = placeAt(endpoint);
    }
    if (plan.kind === "bump") await bump(plan.gap);
    // A run with the version before, as of an older commit; the next one declares the newer again.
    const wanted = plan.kind === "lower" ? Math.max(1, declared - 1) : declared;
    const { beside } = plan;
    const both = [us.run(plan, wanted, place)];
    if (beside !== undefined) {
      isPlain = false;
      both.push(
        clock
          .sleep(beside * 1_000)
          .then(() => neighbour.run({ ...CALM, timeout: plan.timeout }, wanted, place)),
      );
      tally.count("run", "beside another");
    }
    const [facts, other] = await clock.drive(Promise.all(both));
    if (facts === undefined) throw new Error("there was no run");
    demand(us.judge(facts, place));
    if (other !== undefined) demand(neighbour.judge(other, place));
    return facts;
  }

  function demand(broken: readonly string[]): void {
    if (broken.length > 0) throw new Error(`${broken.join("\n")}\n\n${story.text()}`);
  }

  let posts = 0;
  for (const plan of runs) posts += (await runOnce(plan)).posts.length;
  story.add("from here on nothing goes wrong");
  const calm: RunFacts[] = [];
  for (let i = 0; calm.length < 3; i += 1) {
    const { running } = place.ledger.look();
    const isInTheWay =
      i === 0 &&
      running !== undefined &&
      (running.kind === "publish" || running.version !== declared || !verifyVersion);
    // Three hours end whatever others have begun.
    const timeout = isConflicted ? "4h" : CALM.timeout;
    const facts = await runOnce({ ...CALM, timeout, gap: isInTheWay ? 181 : CALM.gap });
    posts += facts.posts.length;
    calm.push(facts);
    // Who is told that a lost launch was not accepted replaces the resource; then all has to come right.
    if (asksForReplace(facts) && i < 3) {
      tally.count("promise", `replaced after ${codeOf(facts.result) ?? "a green run"}`);
      posts += (await runOnce({ ...CALM, kind: "replace" })).posts.length;
      calm.length = 0;
    }
  }
  const [only, second] = place.ledger.launches;
  isPlain &&= posts === 1 && place.publishes() === 0 && only?.by === "us" && second === undefined;
  const keeps = (promise: string): void => tally.count("promise", promise);
  demand(isConflicted ? judgeConflictedCalm(calm, options, keeps) : judgeCalm(calm, isPlain, keeps));
  tally.count("schedule", "played");
  tally.count("api", api);
}

function asksForReplace({ result }: RunFacts): boolean {
  const code = codeOf(result);
  const isProven =
    code === "LAUNCH_INDETERMINATE" && result.error?.message.includes("pulumi up --replace") === true;
  return isProven || code === "REPLACED_BY_ENGINE";
}
