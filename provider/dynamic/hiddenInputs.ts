import { runtime } from "@pulumi/pulumi";
import type { Properties } from "../resource/properties";
import { isUnknown, UNKNOWN } from "../values/unknown";

/** Says that this is a preview, which only the program knows; it never reaches the state. */
const PREVIEW_INPUT = "__preview";

/** Carries the resource's URN, for its row. */
const URN_INPUT = "__logUrn";

/** The text of the provider, which the SDK adds. */
export const PROVIDER_INPUT = "__provider";

/** What this door adds to a resource's properties, and takes away again before anything below it sees them. */
export interface Hidden {
  readonly urn: string | undefined;
  readonly isPreview: boolean;
  /** What has to come back with every answer. */
  readonly kept: Properties;
}

export interface Opened {
  readonly properties: Properties;
  readonly hidden: Hidden;
}

/** The properties as the engine sent them, in their plain form. */
export function open(sent: Properties): Opened {
  const { [PREVIEW_INPUT]: preview, [URN_INPUT]: urn, [PROVIDER_INPUT]: provider, ...rest } = sent;
  const properties = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, value === runtime.unknownValue ? UNKNOWN : value]),
  );
  return {
    properties,
    hidden: {
      urn: typeof urn === "string" && urn.startsWith("urn:pulumi:") ? urn : undefined,
      isPreview: preview === true,
      kept: {
        ...(urn === undefined ? {} : { [URN_INPUT]: urn }),
        ...(provider === undefined ? {} : { [PROVIDER_INPUT]: provider }),
      },
    },
  };
}

/** Properties in the form of the engine, with what the door added to those that it was asked about. */
export function close(properties: Properties, { kept }: Hidden): Record<string, unknown> {
  const known = Object.entries(properties).map(([name, value]): [string, unknown] => [
    name,
    isUnknown(value) ? runtime.unknownValue : value,
  ]);
  return { ...Object.fromEntries(known), ...kept };
}
