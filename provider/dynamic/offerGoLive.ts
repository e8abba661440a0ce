import * as pulumi from "@pulumi/pulumi";
import type { ApiName } from "../marketplace/apiName";
import { OUTPUTS } from "../resource/contract";
import type { Properties } from "../resource/properties";
import type { Failure, LaunchStatus, Origin } from "../decision/launchState";

/** What to take live, and how to wait for it. */
export interface OfferGoLiveArgs {
  /**
   * The API that holds the offer: the Cloud Partner Portal API, or the Product Ingestion API of Microsoft Graph. It
   * changes only together with `offerVersion`.
   *
   * @default `cloudPartner`
   */
  api?: pulumi.Input<ApiName> | undefined;
  /** The publisher's id, as in the offer's address in Partner Center. Fixed for the life of the resource. */
  publisherId: pulumi.Input<string>;
  /** The offer's id. Fixed for the life of the resource: another offer is another resource. */
  offerId: pulumi.Input<string>;
  /**
   * The version that waits in preview and shall be live: a whole number above zero, also as text. The only input
   * whose change launches.
   */
  offerVersion: pulumi.Input<number | string>;
  /**
   * How long one run waits, in whole numbers of `d h m s`: `90m`, `5h`, `1h30m`, `7d`; at most `30d`. The launch
   * itself goes on, and the next run resumes it.
   *
   * @default `opts.customTimeouts.create`, else `5h`
   */
  timeout?: pulumi.Input<string> | undefined;
  /**
   * False: return once the launch was accepted; later runs look again, and fail if the launch failed.
   *
   * @default true
   */
  waitForLive?: pulumi.Input<boolean> | undefined;
  /**
   * True: wait until the offer is ready to launch instead of refusing.
   *
   * @default false
   */
  waitForReady?: pulumi.Input<boolean> | undefined;
  /**
   * False: do not compare `offerVersion` with the service's numbers; what waits in preview is launched.
   *
   * @default true
   */
  verifyVersion?: pulumi.Input<boolean> | undefined;
}

// Pulumi stores this object as text in the state, so it holds no code of ours: it points to the installed package.
// See docs/decisions/0001-the-provider-is-a-pointer.md. Methods are literal, capture nothing, and never change.
const provider: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
  // Synchronous up to its end: the SDK does not wait for it before other calls (docs/findings.md).
  configure: (request) => {
    Object.assign(globalThis, { pulumiAzureMarketplaceConfig: request.config });
    return Promise.resolve();
  },
  check: async (olds, news) => (await import("pulumi-azure-marketplace/runtime")).check(olds, news),
  diff: async (id, olds, news) => (await import("pulumi-azure-marketplace/runtime")).diff(id, olds, news),
  create: async (inputs) => (await import("pulumi-azure-marketplace/runtime")).create(inputs),
  read: async (id, props) => (await import("pulumi-azure-marketplace/runtime")).read(id, props),
  update: async (id, olds, news) => (await import("pulumi-azure-marketplace/runtime")).update(id, olds, news),
  delete: async (id, props) => (await import("pulumi-azure-marketplace/runtime")).remove(id, props),
};

const MODULE = "marketplace";
const TYPE = "OfferGoLive";
const TOKEN = `pulumi-nodejs:dynamic/${MODULE}:${TYPE}`;

/**
 * A version of an Azure Marketplace offer that shall be live. `pulumi up` launches it once and follows the launch to
 * its end; only another `offerVersion` launches again. Removing the resource never takes the offer off sale.
 */
export class OfferGoLive extends pulumi.dynamic.Resource {
  /** Lets policy packs match this class with `validateResourceOfType`. */
  static readonly __pulumiType = TOKEN;

  declare readonly api: pulumi.Output<ApiName>;
  declare readonly publisherId: pulumi.Output<string>;
  declare readonly offerId: pulumi.Output<string>;
  /** The declared version, as decimal text. */
  declare readonly offerVersion: pulumi.Output<string>;
  /** Where the launch stands. */
  declare readonly status: pulumi.Output<LaunchStatus>;
  /** How this resource came to its launch: its own POST, one that ran already, or the version was live before. */
  declare readonly origin: pulumi.Output<Origin>;
  /** The operation followed, when there is one. */
  declare readonly operationUrl: pulumi.Output<string | undefined>;
  /** The version in production, as last confirmed, as decimal text. */
  declare readonly liveVersion: pulumi.Output<string | undefined>;
  /** When the launch began, ISO 8601, UTC. */
  declare readonly startTime: pulumi.Output<string>;
  /** When the launch ended, as far as was seen, ISO 8601, UTC. */
  declare readonly endTime: pulumi.Output<string | undefined>;
  /** Why a launch failed or was canceled. */
  declare readonly failure: pulumi.Output<Failure | undefined>;

  /**
   * @param name - the resource's name in the stack
   * @param args - what to take live
   * @param opts - the usual options; `customTimeouts.create` is the default of `args.timeout`
   */
  constructor(name: string, args: OfferGoLiveArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      {
        ...Object.fromEntries(OUTPUTS.map((output) => [output.name, undefined])),
        ...args,
        timeout: args.timeout ?? opts?.customTimeouts?.create,
        // Only the program knows whether this is a preview; check looks then, and drops this.
        __preview: pulumi.runtime.isDryRun() ? true : undefined,
        __logUrn: pulumi.createUrn(name, TOKEN, opts?.parent),
      },
      opts,
      MODULE,
      TYPE,
    );
  }
}
