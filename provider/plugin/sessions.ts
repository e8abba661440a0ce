import { setMaxListeners } from "node:events";
import { attachEngine, createStop, detachedEngine, engineAddress, type Engine } from "../dynamic/engine";
import { createRun, networkService, settingsOf, type Run } from "../resource/run";
import { systemClock } from "../waiting/clock";
import { configOf, readerOf } from "./configure";

/** One engine and one provider resource of it: a process serves one, or, attached for debugging, one after another. */
export interface Session {
  readonly run: Run;
  /** Takes the inputs of the provider resource. Never throws: what is wrong with them is told when they are used. */
  configure(inputs: Readonly<Record<string, unknown>>): void;
  /** The engine asks to stop. */
  cancel(): void;
}

export interface SessionDeps {
  readonly environment: NodeJS.ProcessEnv;
  /** Called once when the engine of a session is given up. */
  readonly onGone: () => void;
}

function createSession(address: string | undefined, { environment, onGone }: SessionDeps): Session {
  const canceled = createStop();
  // Cancel is a call here: nothing else has to be listened to, and it ends the work without an engine, too.
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

/** Which session a call belongs to: each engine has connections of its own. */
export interface Sessions {
  /** A new session for what calls from this peer. */
  begin(peer: string, engine: string): Session;
  /** The session of a peer; for one that was not seen before, the last that began. */
  of(peer: string): Session;
}

/** An attached process may serve many engines, one after another; so many are remembered. */
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
      // Engines before the handshake was introduced give their address as an argument only.
      return sessions.get(peer) ?? (last ??= createSession(engineAddress(argv), deps));
    },
  };
}
