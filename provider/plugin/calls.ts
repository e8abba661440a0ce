import type { handleUnaryCall, sendUnaryData, ServerUnaryCall } from "@grpc/grpc-js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { CheckRequest, ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { packageVersion, schemaText } from "./assets";
import * as launches from "./launchCalls";
import { statusOf } from "./partialError";
import * as provider from "./providerCalls";
import { sdk } from "./sdk";
import { createSessions, type Session, type SessionDeps } from "./sessions";

export interface CallDeps extends SessionDeps {
  readonly argv: readonly string[];
}

/** A call's work. An error that it throws becomes the call's error. */
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

/** The calls of Pulumi's ResourceProvider that this plugin answers; gRPC answers the others as not implemented. */
export type Calls = Omit<
  IResourceProviderServer,
  "parameterize" | "call" | "construct" | "list" | "getMapping" | "getMappings"
>;

export function createCalls({ argv, ...deps }: CallDeps): Pick<Calls, keyof Calls> {
  const { environment } = deps;
  const sessions = createSessions(argv, deps);
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
