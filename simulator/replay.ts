import { error, type Reply, type SimulatorRequest } from "./exchange";
import { listen, type Listening } from "./listen";

/** One request of a transcript and its answer, as `pulumi-azure-marketplace look --transcript` writes them. */
export interface RecordedExchange {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request of a transcript that got no answer. */
export interface RecordedFailure {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly error: string;
}

/** A recorded conversation between a client and a service. */
export interface RecordedTranscript {
  readonly schemaVersion: number;
  readonly exchanges: readonly (RecordedExchange | RecordedFailure)[];
}

/**
 * Answers as the transcript does: the exchanges of one method and path in their order, the last of them for ever. What
 * the transcript does not hold, or has no answer to, is answered 404, code `NotInTranscript`.
 */
export function replay({ exchanges }: RecordedTranscript): (request: SimulatorRequest) => Reply {
  const answers = new Map<string, RecordedExchange[]>();
  for (const one of exchanges) {
    if ("error" in one) continue;
    const key = `${one.method} ${one.path}`;
    answers.set(key, [...(answers.get(key) ?? []), one]);
  }
  return ({ method, url }) => {
    const { pathname, search } = new URL(url, "http://replay.invalid");
    const left = answers.get(`${method} ${pathname}${search}`) ?? [];
    const next = left.length > 1 ? left.shift() : left[0];
    const response =
      next ?? error(404, "NotInTranscript", `The transcript holds no ${method} ${pathname}${search}.`);
    return { kind: "response", response, delayMs: 0 };
  };
}

/** Serves a transcript on a port of 127.0.0.1, 0 for any that is free. */
export function startReplay(transcript: RecordedTranscript, port = 0): Promise<Listening> {
  return listen(replay(transcript), port);
}
