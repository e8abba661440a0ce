import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { MarketplaceError } from "../../errors";
import { MAX_TIMER_MS, type Clock } from "../../waiting/clock";
import { interrupted } from "./abort";
import type { Departure, HttpRequest } from "./transport";

/** The part of got's stream that is used. */
export interface OutgoingRequest {
  once(event: "request", listener: (request: ClientRequest) => void): unknown;
  once(event: "close", listener: () => void): unknown;
  /** Sends head and body. Until then Node connects, and writes nothing. */
  end(body: string): unknown;
  destroy(error: Error): unknown;
}

/** Whether a request has left this machine. */
export interface Leaving {
  /** From here on the service may have seen it. */
  readonly left: () => boolean;
  /** Why it was kept back. `undefined` when it was not. */
  readonly keptBack: () => MarketplaceError | undefined;
}

/** Connects first (name, proxy, TCP, TLS), then sends the request, unless connecting took too long. */
export function holdUntilConnected(
  outgoing: OutgoingRequest,
  request: Pick<HttpRequest, "method" | "url" | "body">,
  { withinMs, signal }: Departure,
  clock: Pick<Clock, "now" | "after">,
): Leaving {
  const startedAt = clock.now();
  let left = false;
  let keptBack: MarketplaceError | undefined;

  function keepBack(error: MarketplaceError): void {
    if (left || keptBack !== undefined) return;
    keptBack = error;
    outgoing.destroy(error);
  }
  const late = (): void => keepBack(tooLate(request, withinMs));
  const stop = (): void => keepBack(interrupted(call(request), { notSent: "interrupted" }));
  const disarm = withinMs > MAX_TIMER_MS ? (): void => undefined : clock.after(withinMs, late);
  const done = (): void => {
    disarm();
    signal?.removeEventListener("abort", stop);
  };

  function go(): void {
    // Timers sleep while the machine does.
    if (clock.now() - startedAt > withinMs) late();
    if (keptBack !== undefined) return;
    left = true;
    done();
    outgoing.end(request.body ?? "");
  }

  outgoing.once("close", done);
  outgoing.once("request", (made) => {
    if (made.socket === null) made.once("socket", (socket) => whenConnected(socket, go));
    else whenConnected(made.socket, go);
  });
  if (signal?.aborted === true) stop();
  else signal?.addEventListener("abort", stop, { once: true });
  return { left: () => left, keptBack: () => keptBack };
}

function whenConnected(socket: Socket, go: () => void): void {
  // Missing in Node's types: true during a client's handshake.
  const shaking = socket instanceof TLSSocket && Reflect.get(socket, "secureConnecting") === true;
  if (shaking) socket.once("secureConnect", go);
  else if (socket.connecting) socket.once("connect", go);
  else go();
}

function call({ method, url }: Pick<HttpRequest, "method" | "url">): string {
  return `${method} ${new URL(url).pathname}`;
}

function tooLate(request: Pick<HttpRequest, "method" | "url">, withinMs: number): MarketplaceError {
  return new MarketplaceError(
    "NETWORK",
    `${call(request)} was not sent, since there was no connection to ${new URL(request.url).host} in time ` +
      `(${Math.round(withinMs / 1_000)} s)`,
    { notSent: "late" },
  );
}
