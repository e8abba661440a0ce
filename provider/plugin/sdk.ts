import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as EngineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb";
import type * as EnginePb from "@pulumi/pulumi/proto/engine_pb";
import type * as PluginPb from "@pulumi/pulumi/proto/plugin_pb";
import type * as ProviderGrpc from "@pulumi/pulumi/proto/provider_grpc_pb";
import type * as ProviderPb from "@pulumi/pulumi/proto/provider_pb";
import type * as StatusPb from "@pulumi/pulumi/proto/status_pb";
import type * as AnyPb from "google-protobuf/google/protobuf/any_pb";
import type * as EmptyPb from "google-protobuf/google/protobuf/empty_pb";
import type * as StructPb from "google-protobuf/google/protobuf/struct_pb";

/** Pulumi's messages, and the library that carries them. */
export interface Sdk {
  readonly grpc: typeof Grpc;
  readonly engineService: typeof EngineGrpc.EngineService;
  readonly engine: typeof EnginePb;
  readonly plugin: typeof PluginPb;
  readonly providerService: typeof ProviderGrpc.ResourceProviderService;
  readonly provider: typeof ProviderPb;
  readonly status: typeof StatusPb;
  readonly Any: typeof AnyPb.Any;
  readonly Empty: typeof EmptyPb.Empty;
  readonly Struct: typeof StructPb.Struct;
}

/**
 * The SDK's own copies: with another version of google-protobuf every call fails with "Error deserializing request".
 * The SDK itself is not loaded, since that takes longer than everything else.
 */
function load(): Sdk {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  return {
    grpc: fromSdk("@grpc/grpc-js") as typeof Grpc,
    engineService: (fromSdk("@pulumi/pulumi/proto/engine_grpc_pb") as typeof EngineGrpc).EngineService,
    engine: fromSdk("@pulumi/pulumi/proto/engine_pb") as typeof EnginePb,
    plugin: fromSdk("@pulumi/pulumi/proto/plugin_pb") as typeof PluginPb,
    providerService: (fromSdk("@pulumi/pulumi/proto/provider_grpc_pb") as typeof ProviderGrpc)
      .ResourceProviderService,
    provider: fromSdk("@pulumi/pulumi/proto/provider_pb") as typeof ProviderPb,
    status: fromSdk("@pulumi/pulumi/proto/status_pb") as typeof StatusPb,
    Any: (fromSdk("google-protobuf/google/protobuf/any_pb") as typeof AnyPb).Any,
    Empty: (fromSdk("google-protobuf/google/protobuf/empty_pb") as typeof EmptyPb).Empty,
    Struct: (fromSdk("google-protobuf/google/protobuf/struct_pb") as typeof StructPb).Struct,
  };
}

export const sdk = load();
