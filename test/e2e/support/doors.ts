import type { CustomResource, CustomResourceOptions, Inputs, Output } from "@pulumi/pulumi";
import { OfferGoLive, type OfferGoLiveArgs } from "../../../provider";
import type { Simulator } from "../../../simulator";
import { attachedPlugin, OfferGoLive as PluginOfferGoLive, PLUGIN_TYPE } from "./pluginScene";
import { TYPE } from "./scene";

/** The resource, as far as both doors have it. */
export type Launch = CustomResource & {
  readonly status: Output<string>;
  readonly liveVersion: Output<string | undefined>;
};

/** A way in for users: what is seen through one has to be seen through the other. */
export interface Door {
  readonly name: string;
  /** The resource's type in the state. */
  readonly type: string;
  /** Declares a launch, within a program. */
  readonly declare: (name: string, args: Inputs, options?: CustomResourceOptions) => Launch;
  /** The environment that the engine needs to reach it. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>;
  /** The stack config that it needs: a process that engines attach to does not see their environment. */
  readonly config: (simulator: Simulator) => Readonly<Record<string, string>>;
}

export const RESOURCE_DOOR: Door = {
  name: "the dynamic resource",
  type: TYPE,
  declare: (name, args, options) => new OfferGoLive(name, args as OfferGoLiveArgs, options),
  environment: () => Promise.resolve({}),
  config: () => ({}),
};

export const PLUGIN_DOOR: Door = {
  name: "the provider plugin",
  type: PLUGIN_TYPE,
  declare: (name, args, options) => new PluginOfferGoLive(name, args, options),
  environment: async () => (await attachedPlugin()).attach,
  config: ({ url }) => ({ "azure-marketplace:endpoint": url, "azure-marketplace:graphEndpoint": url }),
};

export const DOORS: readonly Door[] = [RESOURCE_DOOR, PLUGIN_DOOR];
