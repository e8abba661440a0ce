import type { ResourceValidationPolicy } from "@pulumi/policy";
import { textList, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, offerOf, type JudgedResource } from "./common/judgedResource";

/** The offers that need no verification. */
export interface VerifiedVersionArgs {
  /**
   * Offers as `publisherId/offerId` that may set `verifyVersion: false`.
   *
   * @default none
   */
  readonly except?: readonly string[];
}

export type VerifiedVersionRules = Required<VerifiedVersionArgs>;

/** @throws PolicyConfigError when `except` is not a list of offers. */
export function parseVerifiedVersion(config: PolicyConfig): VerifiedVersionRules {
  return { except: textList(config, "except", /^[^/\s]+\/[^/\s]+$/, 'offers such as "contoso/vm"') ?? [] };
}

export function judgeVerifiedVersion(
  { except }: VerifiedVersionRules,
  resource: JudgedResource,
): string | undefined {
  if (resource.props["verifyVersion"] === true || except.includes(offerOf(resource))) return undefined;
  return `${describe(resource)} has verifyVersion: false, so that whatever waits in preview would go live, reviewed or not. Remove verifyVersion, or have the offer added to "except" in the policy's configuration.`;
}

/** `verifyVersion` stays on: the version that goes live is the one that was declared and reviewed. */
export function verifiedVersion(args: VerifiedVersionArgs = {}): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "verified-version",
      description: "What goes live is the declared version.",
      judges: "everything",
      properties: {
        except: {
          type: "array",
          items: { type: "string" },
          description: 'Offers that may set verifyVersion to false, such as ["contoso/vm"].',
        },
      },
      parse: parseVerifiedVersion,
      judge: judgeVerifiedVersion,
    },
    args,
  );
}
