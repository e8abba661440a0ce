import { createRequire } from "node:module";
import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import type * as AllCalls from "./calls";
import type { CallDeps, Calls } from "./calls";
import { sdk } from "./sdk";

/** The names of the calls, so that the server can begin without the code that answers them. */
const NAMES: Readonly<Record<keyof Calls, true>> = {
  handshake: true,
  attach: true,
  getPluginInfo: true,
  getSchema: true,
  cancel: true,
  checkConfig: true,
  diffConfig: true,
  configure: true,
  invoke: true,
  check: true,
  diff: true,
  create: true,
  read: true,
  update: true,
  delete: true,
};

/** The code behind the server. The first call, or `load`, loads it for all of them. */
function lazyCalls(deps: CallDeps): {
  readonly calls: UntypedServiceImplementation;
  readonly load: () => Pick<Calls, keyof Calls>;
} {
  let loaded: Pick<Calls, keyof Calls> | undefined;
  const load = (): Pick<Calls, keyof Calls> =>
    (loaded ??= (createRequire(__filename)("./calls") as typeof AllCalls).createCalls(deps));
  const entries = (Object.keys(NAMES) as (keyof Calls)[]).map((name) => {
    const answer: handleUnaryCall<unknown, unknown> = (call, done) => {
      (load()[name] as handleUnaryCall<unknown, unknown>)(call, done);
    };
    return [name, answer] as const;
  });
  return { calls: Object.fromEntries(entries), load };
}

/** As much as the engine itself may send. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves on a free port of this machine. Reports the port before anything else, since the engine waits for it. */
export function startServer(deps: CallDeps, tell: (port: number) => void): Promise<void> {
  const { Server, ServerCredentials } = sdk.grpc;
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  const { calls, load } = lazyCalls(deps);
  server.addService(sdk.providerService, calls);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error !== null) {
        reject(error);
        return;
      }
      tell(port);
      load();
      resolve();
    });
  });
}
