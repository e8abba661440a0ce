import type {
  handleUnaryCall,
  sendUnaryData,
  ServerUnaryCall,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CheckRequest, ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { packageVersion, schemaText } from "./assets";
import * as launches from "./launchCalls";
import { statusOf } from "./partial";
import * as provider from "./providerCalls";
import { sdk } from "./sdk";
import type { Session, Sessions } from "./sessions";

export interface ServerDeps {
  readonly sessions: Sessions;
  readonly environment: NodeJS.ProcessEnv;
}

/** A call's work; what it throws becomes the call's error. */
function unary<Request, Response>(
  work: (request: Request, peer: string) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>) => {
    void (async () => {
      try {
        done(null, await work(call.request, call.getPeer()));
      } catch (error) {
        done(statusOf(error));
      }
    })();
  };
}

type Calls = Omit<
  IResourceProviderServer,
  "parameterize" | "call" | "construct" | "list" | "getMapping" | "getMappings"
>;

/** The calls of Pulumi's ResourceProvider that this plugin answers; gRPC answers the others as not implemented. */
function calls({
  sessions,
  environment,
}: ServerDeps): Pick<Calls, keyof Calls> & UntypedServiceImplementation {
  const inSession = <Request, Response>(
    work: (request: Request, session: Session) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> => unary((request, peer) => work(request, sessions.of(peer)));
  return {
    handshake: unary((request: ProviderHandshakeRequest, peer) => {
      sessions.begin(peer, request.getEngineAddress());
      return provider.handshakeResponse();
    }),
    attach: unary((request: PluginAttach, peer) => {
      sessions.begin(peer, request.getAddress());
      return new sdk.Empty();
    }),
    getPluginInfo: unary(() => new sdk.plugin.PluginInfo().setVersion(packageVersion())),
    getSchema: unary(() => new sdk.provider.GetSchemaResponse().setSchema(schemaText())),
    cancel: inSession((_request, session) => {
      session.cancel();
      return new sdk.Empty();
    }),
    checkConfig: unary((request: CheckRequest) => provider.checkConfig(request, environment)),
    diffConfig: unary(provider.diffConfig),
    configure: inSession(provider.configure),
    invoke: inSession(provider.invoke),
    check: inSession(launches.check),
    diff: inSession(launches.diff),
    create: inSession(launches.create),
    read: inSession(launches.read),
    update: inSession(launches.update),
    delete: inSession(launches.remove),
  };
}

/** As much as the engine itself may send. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** Serves on a port of this machine that is free; gives the port. */
export function startServer(deps: ServerDeps): Promise<number> {
  const { Server, ServerCredentials } = sdk.grpc;
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(sdk.providerService, calls(deps));
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
