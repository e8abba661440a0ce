import { seenBy, type Seen } from "../distortion";
import type { Wire } from "../exchange";
import type { Offer } from "../offer";
import { endOf, stateAt, type Operation } from "../operation";
import { schemaOf, type Resource } from "../resources";
import type { Store } from "../store";
import type { Ingestion } from "./ingestionOptions";
import { errorDocuments, failedJob, type JobError } from "./jobErrors";
import { spelt } from "./wire";

/** The job of an accepted `configure`. */
export interface Job {
  readonly id: string;
  readonly publisherId: string;
  readonly offerId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The publish or launch that the job ends with; without it, it ends after `duration` milliseconds. */
  readonly operationId: string | undefined;
  readonly duration: number;
  /** Why it fails although it was accepted. */
  readonly errors: readonly JobError[];
  readonly resources: readonly Resource[];
}

/** The jobs so far. There is no call that lists them. */
export interface Jobs {
  add(offer: Offer, job: Omit<Job, "id" | "publisherId" | "offerId">): Job;
  find(id: string, now: number): Job | undefined;
}

export function createJobs({ jobLifetime }: Ingestion): Jobs {
  const jobs = new Map<string, Job>();
  return {
    add({ publisherId, offerId }, rest) {
      const id = `a0b1c2d3-0000-4000-8000-${String(jobs.size + 1).padStart(12, "0")}`;
      const job = { ...rest, id, publisherId, offerId };
      jobs.set(id, job);
      return job;
    },
    find(id, now) {
      const job = jobs.get(id);
      return job === undefined || job.startedAt + jobLifetime <= now ? undefined : job;
    },
  };
}

type Result = "pending" | "succeeded" | "failed" | "cancelled";

/** Where a job stands at a moment. */
export interface JobState {
  readonly status: "notStarted" | "running" | "completed";
  readonly result: Result;
  readonly errors: readonly JobError[];
  /** Milliseconds since 1970; `undefined` before the end. */
  readonly endedAt: number | undefined;
}

/** A job as the source `operation` shows it. */
export function seenJob(job: Job, offer: Offer, store: Store, now: number): { state: JobState; seen: Seen } {
  const find = (one: Offer): Operation | undefined =>
    [...one.operations, ...one.stops].find(({ id }) => id === job.operationId);
  const seen = seenBy("operation", offer, store.distortionsOf(offer), { now }, find(offer));
  return { seen, state: jobState(job, find(seen.offer), seen.at) };
}

function jobState(job: Job, operation: Operation | undefined, at: number): JobState {
  if (operation === undefined) {
    const end = job.startedAt + job.duration;
    const result = job.errors.length === 0 ? "succeeded" : "failed";
    return at < end ? pending(job, at) : { status: "completed", result, errors: job.errors, endedAt: end };
  }
  const completed = { status: "completed", errors: [], endedAt: endOf(operation) } as const;
  switch (stateAt(operation, at)) {
    case "running":
      return pending(job, at);
    case "complete":
      return { ...completed, result: "succeeded" };
    case "canceled":
      return { ...completed, result: "cancelled" };
    case "failed":
      return {
        ...completed,
        result: "failed",
        errors: operation.failure ? failedJob(operation.failure) : [],
      };
  }
}

function pending(job: Job, at: number): JobState {
  const status = at <= job.startedAt ? "notStarted" : "running";
  return { status, result: "pending", errors: [], endedAt: undefined };
}

export function jobDocument(job: Job, state: JobState, seen: Seen, ingestion: Ingestion): Wire {
  const say = (word: string): string => spelt(seen.respell(word), ingestion);
  const { jobId, jobEndBefore, errorDetails } = ingestion;
  const start = new Date(job.startedAt).toISOString();
  const meanwhile = { start, none: undefined };
  const before = jobEndBefore === "start" || jobEndBefore === "none" ? meanwhile[jobEndBefore] : jobEndBefore;
  return {
    $schema: schemaOf("configure-status"),
    jobId: jobId === "jobID" ? undefined : job.id,
    jobID: jobId === "jobId" ? undefined : job.id,
    jobStatus: say(state.status),
    jobResult: say(state.result),
    jobStart: start,
    jobEnd: state.endedAt === undefined ? before : new Date(state.endedAt).toISOString(),
    // As documented: another host, which a client must not send its token to.
    resourceUri: `https://product-ingestion.mp.microsoft.com/configure/${job.id}`,
    errors: errorDocuments(state.errors, errorDetails),
  };
}
