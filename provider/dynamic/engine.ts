import { setMaxListeners } from "node:events";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as EngineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EnginePb from "@pulumi/pulumi/proto/engine_pb";
import type { Reporter } from "../launch/reporter";
import { onCancel } from "./engineCancel";

/** The engine that runs this provider process: where its messages go, and what stops its work. */
export interface Engine {
  /**
   * Where messages for a resource's row go. Without a URN they go to the stack's row. In refresh and destroy the URN
   * may be stale, and an unknown one would create a phantom row.
   */
  reporter(urn?: string): Reporter;
  /** A line that only `--debug` shows. */
  debug(text: string): void;
  /** Aborted when the engine asks to stop (Ctrl-C), or has been gone for a while. */
  readonly signal: AbortSignal;
}

type Severity = "debug" | "info" | "warning";
type Send = (severity: Severity, text: string, urn: string, ephemeral: boolean) => void;

/** How a provider checks that its engine is still there. */
export interface Pulse {
  /** How often it asks, in milliseconds. */
  readonly everyMs: number;
  /** How many times in a row the engine may fail to answer. */
  readonly misses: number;
  /** Called once, when the engine counts as gone. */
  readonly onGone?: () => void;
}

const PULSE: Pulse = { everyMs: 20_000, misses: 3 };

/** How long a call to the engine may take, in milliseconds. It is a process on the same machine. */
const CALL_TIMEOUT_MS = 10_000;

/** The engine's address: the last argument of a provider process. `undefined` outside one. */
export function engineAddress(argv: readonly string[]): string | undefined {
  const last = argv.at(-1);
  return last !== undefined && /^[\w.[\]:-]+:\d{1,5}$/.test(last) ? last : undefined;
}

/**
 * The signal that stops a process's work. Each launch listens to it, and older versions of Node warn about more than
 * ten listeners.
 */
export function createStop(): AbortController {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  return stop;
}

/** For use without an engine, as in a test or another host: messages go nowhere, and nothing is canceled. */
export function detachedEngine(): Engine {
  const silent: Reporter = { progress: () => undefined, info: () => undefined, warn: () => undefined };
  return { reporter: () => silent, debug: () => undefined, signal: createStop().signal };
}

interface Connection {
  readonly send: Send;
  readonly pulse: (answer: (alive: boolean) => void) => void;
}

function connect(address: string): Connection {
  // The SDK's own gRPC library: two copies of it reject each other's credentials.
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const grpc = fromSdk("@grpc/grpc-js") as typeof Grpc;
  const { EngineService } = fromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineGrpc;
  const pb = fromSdk("@pulumi/pulumi/proto/engine_pb") as typeof EnginePb;
  // Responses are not parsed: a parsed empty message is how a cancel is noticed (see onCancel).
  const log = { ...EngineService.log, responseDeserialize: () => ({}) };
  const Client = grpc.makeGenericClientConstructor({ log }, "Engine");
  // A plugin that is attached to serves one engine after another, and the next may get the port of one that is gone:
  // connections that all clients of the process share would answer for that one.
  const client = new Client(address, grpc.credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
  });
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
 * Attaches to the engine at this address. Never throws: without an engine there are no messages, and no failure.
 *
 * @param listen - registers what is called when the engine cancels the run
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
      // A message that cannot be shown must not fail a launch.
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
