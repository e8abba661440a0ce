import { runtime } from "@pulumi/pulumi";
import type { Properties } from "../resource/properties";
import { isUnknown, UNKNOWN } from "../values/unknown";

/** Marks a preview, which only the program knows. It never reaches the state. */
const PREVIEW_INPUT = "__preview";

/** The resource's URN, for messages on its row. */
const URN_INPUT = "__logUrn";

/** The provider's text, which the SDK adds. */
export const PROVIDER_INPUT = "__provider";

/** Properties that this door adds to a resource, and removes before anything below sees them. */
export interface Hidden {
  readonly urn: string | undefined;
  readonly isPreview: boolean;
  /** The properties to return with every response. */
  readonly kept: Properties;
}

export interface Opened {
  readonly properties: Properties;
  readonly hidden: Hidden;
}

/** Removes what this door added from the engine's properties, and makes them plain. */
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

/** The reverse: properties in the engine's form, with what this door added. */
export function close(properties: Properties, { kept }: Hidden): Record<string, unknown> {
  const known = Object.entries(properties).map(([name, value]): [string, unknown] => [
    name,
    isUnknown(value) ? runtime.unknownValue : value,
  ]);
  return { ...Object.fromEntries(known), ...kept };
}
