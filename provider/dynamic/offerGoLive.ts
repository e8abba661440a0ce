import * as pulumi from "@pulumi/pulumi";
import type { ApiName } from "../marketplace/apiName";
import { OUTPUTS } from "../resource/outputTable";
import type { Failure, LaunchStatus, Origin } from "../decision/launchState";
import { checkInstalled, programFolder } from "./installedRuntime";
import { PROVIDER_TEXT } from "./providerText";
import { urnText } from "./urnText";

/** The inputs of an `OfferGoLive`. */
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
   * The version in preview that should go live: a whole number above zero, also as text. The only input whose change
   * launches.
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

// When the package is loaded: a program may change its folder later.
const FOLDER = programFolder(process.env, () => process.cwd());

const TOKEN = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

/**
 * A version of an Azure Marketplace offer that should be live. `pulumi up` launches it once and follows the launch to
 * its end. Only another `offerVersion` launches again. Removing the resource never takes the offer off sale.
 *
 * To the engine it is a dynamic resource, but it is not an `instanceof pulumi.dynamic.Resource`.
 */
export class OfferGoLive extends pulumi.CustomResource {
  /** Lets policy packs match this class with `validateResourceOfType`. */
  static readonly __pulumiType = TOKEN;

  declare readonly api: pulumi.Output<ApiName>;
  declare readonly publisherId: pulumi.Output<string>;
  declare readonly offerId: pulumi.Output<string>;
  /** The declared version, as decimal text. */
  declare readonly offerVersion: pulumi.Output<string>;
  /** Where the launch stands. */
  declare readonly status: pulumi.Output<LaunchStatus>;
  /**
   * How this resource got its launch: it sent the launch request, followed a launch that was already running, or
   * found the version live.
   */
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
   * @throws MarketplaceError PACKAGE_NOT_INSTALLED when only another package brings this one to the program
   */
  constructor(name: string, args: OfferGoLiveArgs, opts?: pulumi.CustomResourceOptions) {
    if (FOLDER !== undefined) checkInstalled(FOLDER);
    super(
      TOKEN,
      name,
      {
        ...Object.fromEntries(OUTPUTS.map((output) => [output.name, undefined])),
        ...args,
        timeout: args.timeout ?? opts?.customTimeouts?.create,
        // This makes it a dynamic resource. `pulumi.dynamic.Resource` would hand over the same text, and load a
        // compiler for it (docs/decisions/0010-the-text-is-made-by-the-build.md).
        __provider: PROVIDER_TEXT,
        // Only the program knows whether this is a preview; check looks then, and drops this.
        __preview: pulumi.runtime.isDryRun() ? true : undefined,
        __logUrn: urnText(name, TOKEN, opts?.parent),
      },
      opts,
    );
  }
}
