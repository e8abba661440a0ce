import type { ResourceValidationArgs } from "@pulumi/policy";

/** The type of an `OfferGoLive` of the dynamic resource, as policies see it. */
export const OFFER_GO_LIVE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

/** The same of the provider plugin, in any language. */
export const PLUGIN_OFFER_GO_LIVE = "azure-marketplace:index:OfferGoLive";

/** Whether a resource of this type is an `OfferGoLive`, through whichever door it is declared. */
export function isOfferGoLive(type: string): boolean {
  return type === OFFER_GO_LIVE || type === PLUGIN_OFFER_GO_LIVE;
}

/** An `OfferGoLive` that a policy judges. */
export interface JudgedResource {
  /**
   * Its checked inputs: defaults filled in, offerVersion as decimal text. Reading a value that preview does not know
   * yet throws the `UnknownValueError` of @pulumi/policy, which the engine shows as an advisory.
   */
  readonly props: Readonly<Record<string, unknown>>;
  /** The longest of its `customTimeouts`, in milliseconds, if it has any. They apply when it declares no timeout. */
  readonly customTimeoutMs?: number;
  readonly stack: string;
  readonly project: string;
}

type Shown = Pick<ResourceValidationArgs, "props" | "urn"> & Partial<Pick<ResourceValidationArgs, "opts">>;

/** @throws Error when `urn` is not the URN of a resource. */
export function judgedResourceOf({ props, urn, opts }: Shown): JudgedResource {
  const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  if (stack === undefined || project === undefined) throw new Error(`Not the URN of a resource: ${urn}`);
  // A deletion waits for nothing.
  const { createSeconds = 0, updateSeconds = 0 } = opts?.customTimeouts ?? {};
  const customTimeoutMs = Math.max(createSeconds, updateSeconds) * 1_000;
  return { props, ...(customTimeoutMs > 0 ? { customTimeoutMs } : {}), stack, project };
}

/** How much the clock of the process that checked may be behind. */
const TOLERANCE_MS = 5_000;

/** A launch that was announced this recently is of this run, whenever this process began. */
const RECENT_MS = 60_000;

/** When a launch is judged, in milliseconds since 1970. */
export interface Moment {
  readonly now: number;
  /** When the process of the policies began: the engine starts it before it checks any resource. */
  readonly startedAt: number;
}

function thisMoment(): Moment {
  const now = Date.now();
  return { now, startedAt: now - process.uptime() * 1_000 };
}

/** When the run announced that it launches. `undefined` when that cannot be read, as in a preview. */
function announcedAt({ props }: JudgedResource): number | undefined {
  try {
    const time = Date.parse(String(props["launchCheckedAt"]));
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}

/**
 * Whether this run may launch it: it is new, or its version or its service changed. The state keeps the inputs of an
 * earlier run, and `--target`, `--exclude` and `pulumi policy analyze` show them as they are. Those launch nothing
 * now.
 */
export function launches(resource: JudgedResource, { now, startedAt }: Moment = thisMoment()): boolean {
  if (resource.props["launches"] !== true) return false;
  const time = announcedAt(resource);
  return time === undefined || time >= startedAt - TOLERANCE_MS || now - time < RECENT_MS;
}

/** `publisherId/offerId`. In a preview it throws as reading `props` does. */
export function offerOf({ props }: JudgedResource): string {
  return `${String(props["publisherId"])}/${String(props["offerId"])}`;
}

/** For messages: the version, the offer and the stack, known or not, such as `version 5 of contoso/vm (stack shop/production)`. */
export function describe(resource: JudgedResource): string {
  const { props, stack, project } = resource;
  const shown = (property: string): string => {
    try {
      return String(props[property]);
    } catch {
      return `<${property} not known yet>`;
    }
  };
  return `version ${shown("offerVersion")} of ${shown("publisherId")}/${shown("offerId")} (stack ${project}/${stack})`;
}
