import type { ResourceValidationPolicy } from "@pulumi/policy";
import { parseVersion, type Version } from "../provider/marketplace/version";
import { parseApprovals, readApprovals, type Approvals } from "./common/approvals";
import { PolicyConfigError, show, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, offerOf, type JudgedResource } from "./common/judgedResource";

/** The versions that may go live: those in either property. */
export interface ApprovedVersionsArgs {
  /** The approved versions of each offer, such as `{"contoso/vm": ["5", 6]}`. */
  readonly versions?: Readonly<Record<string, readonly (string | number)[]>>;
  /** A JSON file in the same form, under review; relative to the policy pack. */
  readonly file?: string;
}

export interface ApprovedVersionsRules {
  readonly approvals: readonly Approvals[];
  /** Where to add another approved version. */
  readonly place: string;
}

/** @throws PolicyConfigError when neither property is there, or what is there cannot be used. */
export async function parseApprovedVersions({
  versions,
  file,
}: PolicyConfig): Promise<ApprovedVersionsRules> {
  if (versions === undefined && file === undefined) {
    throw new PolicyConfigError(
      'it approves nothing yet: give versions, such as {"contoso/vm": ["5"]}, or file, the path of a JSON file in this form',
    );
  }
  const approvals = versions === undefined ? [] : [parseApprovals(versions, "versions")];
  if (file === undefined) return { approvals, place: "versions in the policy's configuration" };
  if (typeof file !== "string" || file === "") {
    throw new PolicyConfigError(`file must be the path of a JSON file, got ${show(file)}`);
  }
  return { approvals: [...approvals, await readApprovals(file)], place: file };
}

export function judgeApprovedVersion(
  rules: ApprovedVersionsRules,
  resource: JudgedResource,
): string | undefined {
  const offer = offerOf(resource);
  const version = parseVersion(resource.props["offerVersion"]);
  const approved = rules.approvals.flatMap((approvals): readonly Version[] => approvals.get(offer) ?? []);
  if (version !== undefined && approved.includes(version)) return undefined;
  const found =
    approved.length === 0
      ? `no version of ${offer} is`
      : `of ${offer} only ${[...new Set(approved)].join(", ")} ${approved.length === 1 ? "is" : "are"}`;
  return `${describe(resource)} is not approved: ${found}. Have this version reviewed and add it to ${offer} in ${rules.place}, or declare an approved one.`;
}

/** Only versions that are listed as approved are launched. Without a list, none is. */
export function approvedVersions(args: ApprovedVersionsArgs = {}): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "approved-versions",
      description: "Only approved versions of an offer go live.",
      judges: "launches",
      properties: {
        versions: {
          type: "object",
          description: 'The approved versions of each offer, such as {"contoso/vm": ["5", 6]}.',
          additionalProperties: { type: "array", items: { type: ["string", "integer"] } },
        },
        file: {
          type: "string",
          minLength: 1,
          description: "A JSON file in the form of versions; its path is relative to the policy pack.",
        },
      },
      parse: parseApprovedVersions,
      judge: judgeApprovedVersion,
    },
    args,
  );
}
