import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as EngineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EnginePb from "@pulumi/pulumi/proto/engine_pb";
import type { Reporter } from "../launch/reporter";
import { onCancel } from "./engineCancel";

/** The engine that runs this provider process: where its words go, and what ends its work. */
export interface Engine {
  /**
   * Words for the row of a resource. Without a URN they appear on the stack's row; in refresh and destroy the URN
   * may be stale, and an unknown one would make a phantom row.
   */
  reporter(urn?: string): Reporter;
  /** For `--debug`: a line that is shown only then. */
  debug(text: string): void;
  /** Aborted when the engine asks to stop (Ctrl-C), or has been gone for a while. */
  readonly signal: AbortSignal;
}

type Severity = "debug" | "info" | "warning";
type Send = (severity: Severity, text: string, urn: string, ephemeral: boolean) => void;

/** How a provider makes sure that its engine is still there. */
export interface Pulse {
  /** How often it asks, in milliseconds. */
  readonly everyMs: number;
  /** How many times in a row the engine may fail to answer. */
  readonly misses: number;
  /** Called once, when the engine is given up. */
  readonly onGone?: () => void;
}

const PULSE: Pulse = { everyMs: 20_000, misses: 3 };

/** How long a call to the engine may take: it is a process on the same machine. */
const CALL_TIMEOUT_MS = 10_000;

/** The address of the engine: the last argument of a provider process; `undefined` outside one. */
export function engineAddress(argv: readonly string[]): string | undefined {
  const last = argv.at(-1);
  return last !== undefined && /^[\w.[\]:-]+:\d{1,5}$/.test(last) ? last : undefined;
}

/** What ends the work of a process. Each of its launches listens, and older Nodes warn of more than ten listeners. */
export function createStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

/** Without an engine, as in a test or another host, words go nowhere and nothing is canceled. */
export function detachedEngine(): Engine {
  const silent: Reporter = { progress: () => undefined, info: () => undefined, warn: () => undefined };
  return { reporter: () => silent, debug: () => undefined, signal: createStop().signal };
}

interface Connection {
  readonly send: Send;
  readonly pulse: (answer: (alive: boolean) => void) => void;
}

function connect(address: string): Connection {
  // The SDK's own gRPC library: two copies of it refuse each other's credentials.
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = fromSdk("@grpc/grpc-js") as typeof Grpc;
  const { EngineService } = fromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineGrpc;
  const pb = fromSdk("@pulumi/pulumi/proto/engine_pb") as typeof EnginePb;
  // Answers are not read: the SDK's own reader of empty messages is what tells a cancellation (see onCancel).
  const log = { ...EngineService.log, responseDeserialize: () => ({}) };
  const Client = grpc.makeGenericClientConstructor({ log }, "Engine");
  const client = new Client(address, grpc.credentials.createInsecure());
  const severities = {
    debug: pb.LogSeverity.DEBUG,
    info: pb.LogSeverity.INFO,
    warning: pb.LogSeverity.WARNING,
  };

  function call(request: EnginePb.LogRequest, done: (error: Grpc.ServiceError | null) => void): void {
    client.makeUnaryRequest(
      log.path,
      log.requestSerialize,
      log.responseDeserialize,
      request,
      { deadline: Date.now() + CALL_TIMEOUT_MS },
      done,
    );
  }

  function message(severity: Severity, text: string, urn: string, ephemeral: boolean): EnginePb.LogRequest {
    const request = new pb.LogRequest();
    request.setSeverity(severities[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    return request;
  }

  return {
    send: (...words) => call(message(...words), () => undefined),
    pulse: (answer) => call(message("debug", "", "", true), (error) => answer(error === null)),
  };
}

/**
 * Attaches to the engine at the address. Never throws: without an engine there is no progress, and no failure.
 *
 * @param listen - how to be called back when the engine cancels the run
 */
export function attachEngine(
  address: string,
  pulse: Partial<Pulse> = {},
  listen: (callback: () => void) => void = onCancel,
): Engine {
  const stop = createStop();
  let connection: Connection;
  try {
    connection = connect(address);
    listen(() => stop.abort(new Error("the engine canceled the run")));
  } catch {
    return detachedEngine();
  }
  const { everyMs, misses, onGone } = { ...PULSE, ...pulse };
  let missed = 0;
  const timer = setInterval(() => {
    connection.pulse((alive) => {
      missed = alive ? 0 : missed + 1;
      if (missed >= misses) {
        clearInterval(timer);
        stop.abort(new Error("the engine is gone"));
        onGone?.();
      }
    });
  }, everyMs);
  timer.unref();

  const send: Send = (...words) => {
    try {
      connection.send(...words);
    } catch {
      // Words that cannot be shown must not fail a launch.
    }
  };
  return {
    reporter: (urn = "") => ({
      progress: (text) => send("info", text, urn, true),
      info: (text) => send("info", text, urn, false),
      warn: (text) => send("warning", text, urn, false),
    }),
    debug: (text) => send("debug", text, "", false),
    signal: stop.signal,
  };
}
