import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { MAX_BODY_BYTES } from "./body";
import type { Reply, SimulatorRequest } from "./exchange";

/** Something that answers requests, on a real socket. */
export interface Listening {
  /** Such as `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Ends the server and every open connection at once. */
  close(): Promise<void>;
}

/** Serves a handler on a port of 127.0.0.1; port 0 is any that is free. Rejects when the port is taken. */
export async function listen(handle: (request: SimulatorRequest) => Reply, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    receive(request, (body) => {
      const { method = "GET", url: target = "/" } = request;
      const reply = handle({ method, url: target, headers: plainHeaders(request), body });
      send(reply, request, response);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

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
