import { setMaxListeners } from "node:events";
import { attachEngine, createStop, detachedEngine, engineAddress, type Engine } from "../dynamic/engine";
import { createRun, networkService, settingsOf, type Run } from "../resource/run";
import { systemClock } from "../waiting/clock";
import { configOf, readerOf } from "./configure";

/**
 * One engine with one of its provider resources. A process serves one, or several in turn when attached for
 * debugging.
 */
export interface Session {
  readonly run: Run;
  /** Stores the provider resource's inputs. Never throws: problems with them are reported when they are used. */
  configure(inputs: Readonly<Record<string, unknown>>): void;
  /** The engine asks to stop. */
  cancel(): void;
}

export interface SessionDeps {
  readonly environment: NodeJS.ProcessEnv;
  /** Called once, when the engine of a session counts as gone. */
  readonly onGone: () => void;
}

function createSession(address: string | undefined, { environment, onGone }: SessionDeps): Session {
  const canceled = createStop();
  // Cancel is a call here, so nothing else has to be listened to. It also stops the work without an engine.
  const engine: Engine =
    address === undefined ? detachedEngine() : attachEngine(address, { onGone }, () => undefined);
  const signal = AbortSignal.any([engine.signal, canceled.signal]);
  setMaxListeners(0, signal);
  let config: ReadonlyMap<string, string> = new Map();
  return {
    run: createRun({
      clock: systemClock,
      random: Math.random,
      signal,
      reporter: (urn) => engine.reporter(urn),
      settings: () =>
        settingsOf({
          config: (key) => readerOf(config)(key),
          configKeys: () => [...config.keys()],
          environment,
        }),
      createService: networkService({ clock: systemClock, log: (line) => engine.debug(line) }),
    }),
    configure: (inputs) => void (config = configOf(inputs)),
    cancel: () => canceled.abort(new Error("the engine canceled the run")),
  };
}

/** Finds the session of a call: each engine has its own connections. */
export interface Sessions {
  /** Starts a session for calls from this peer. */
  begin(peer: string, engine: string): Session;
  /** A peer's session. For an unknown peer: the newest one. */
  of(peer: string): Session;
}

/** How many sessions are remembered: an attached process may serve many engines, one after another. */
const MAX_SESSIONS = 64;

export function createSessions(argv: readonly string[], deps: SessionDeps): Sessions {
  const sessions = new Map<string, Session>();
  let last: Session | undefined;
  return {
    begin(peer, engine) {
      last = createSession(engine, deps);
      sessions.delete(peer);
      sessions.set(peer, last);
      const [oldest] = sessions.keys();
      if (sessions.size > MAX_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      return last;
    },
    of(peer) {
      // Engines from before the handshake pass their address only as an argument.
      return sessions.get(peer) ?? (last ??= createSession(engineAddress(argv), deps));
    },
  };
}
