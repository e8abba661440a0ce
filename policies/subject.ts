import type { ResourceValidationArgs } from "@pulumi/policy";

/** The type of an `OfferGoLive`, as policies see it. */
export const OFFER_GO_LIVE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";

/** An `OfferGoLive` that a policy judges. */
export interface Subject {
  /**
   * Its checked inputs: defaults filled in, offerVersion as decimal text. Reading a value that preview does not know
   * yet throws the `UnknownValueError` of @pulumi/policy, which the engine shows as an advisory.
   */
  readonly props: Readonly<Record<string, unknown>>;
  readonly stack: string;
  readonly project: string;
}

/** @throws Error when the resource's URN is none. */
export function subjectOf({ props, urn }: Pick<ResourceValidationArgs, "props" | "urn">): Subject {
  const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  if (stack === undefined || project === undefined) throw new Error(`Not the URN of a resource: ${urn}`);
  return { props, stack, project };
}

/** The run may launch it: it is new, or its version changed. */
export function launches({ props }: Subject): boolean {
  return props["launches"] === true;
}

/** `publisherId/offerId`; in preview it throws as reading `props` does. */
export function offerOf({ props }: Subject): string {
  return `${String(props["publisherId"])}/${String(props["offerId"])}`;
}

/** For messages: the version, the offer and the stack, known or not, such as `version 5 of contoso/vm (stack shop/prod)`. */
export function describe(subject: Subject): string {
  const { props, stack, project } = subject;
  const shown = (property: string): string => {
    try {
      return String(props[property]);
    } catch {
      return `<${property} not known yet>`;
    }
  };
  return `version ${shown("offerVersion")} of ${shown("publisherId")}/${shown("offerId")} (stack ${project}/${stack})`;
}
