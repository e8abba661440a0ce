import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { MAX_BODY_BYTES } from "./body";
import type { Reply } from "./exchange";
import type { SimulatorOptions } from "./options";
import { createService, type SimulatedService } from "./service";

export interface StartOptions extends SimulatorOptions {
  /** The port on 127.0.0.1. Default 0: any that is free. */
  readonly port?: number;
}

/** The simulated service on a real socket. */
export interface Simulator extends Omit<SimulatedService, "handle"> {
  /** Such as `http://127.0.0.1:41234`; what `azure-marketplace:endpoint` is set to. */
  readonly url: string;
  /** Ends the server and every open connection at once. */
  close(): Promise<void>;
}

/** Starts the service on 127.0.0.1. Rejects when the port is taken, and for options that make no sense. */
export async function startSimulator(options: StartOptions = {}): Promise<Simulator> {
  let url = "";
  const service = createService({ ...options, now: Date.now, baseUrl: () => url });
  const server = createServer((request, response) => {
    receive(request, (body) => {
      const { method = "GET", url: target = "/" } = request;
      const reply = service.handle({ method, url: target, headers: plainHeaders(request), body });
      send(reply, request, response);
    });
  });

  function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
    if (reply.kind === "hang") return;
    if (reply.kind === "reset") {
      request.socket.resetAndDestroy();
      return;
    }
    const { status, headers, body } = reply.response;
    const write = (): void => {
      response.writeHead(status, { "Content-Length": Buffer.byteLength(body), ...headers }).end(body);
    };
    if (reply.delayMs === 0) {
      write();
      return;
    }
    // A late answer keeps nobody waiting after close().
    setTimeout(write, reply.delayMs).unref();
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  url = `http://127.0.0.1:${address.port}`;

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(service, { url, close });
}

/** Hands on the body, or as much of it as shows that it is too large. */
function receive(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = (): void => {
    request.off("data", take).off("end", finish).resume();
    done(Buffer.concat(chunks).toString());
  };
  const take = (chunk: Buffer): void => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) finish();
  };
  request.on("data", take).on("end", finish);
}

function plainHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}
