import type { ResourceValidationPolicy } from "@pulumi/policy";
import { PolicyConfigError, textList, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, type JudgedResource } from "./common/judgedResource";

/** The stacks and projects that may launch. If both properties are given, both must match. */
export interface LaunchingStacksArgs {
  /** Names of stacks, as `stack` or `project/stack`. */
  readonly stacks?: readonly string[];
  /** Names of projects. */
  readonly projects?: readonly string[];
}

/** @throws PolicyConfigError when neither property is there, or what is there cannot be used. */
export function parseLaunchingStacks(config: PolicyConfig): LaunchingStacksArgs {
  const stacks = textList(
    config,
    "stacks",
    /^(?:[^/\s]+\/)?[^/\s]+$/,
    'stacks such as "production" or "shop/production", without an organization',
  );
  const projects = textList(config, "projects", /^[^/\s]+$/, 'projects such as "shop"');
  if (stacks === undefined && projects === undefined) {
    throw new PolicyConfigError(
      'it allows no stack yet: give stacks, such as ["production"] or ["shop/production"], or projects, such as ["shop"]',
    );
  }
  return { ...(stacks === undefined ? {} : { stacks }), ...(projects === undefined ? {} : { projects }) };
}

export function judgeLaunchingStack(
  { stacks, projects }: LaunchingStacksArgs,
  resource: JudgedResource,
): string | undefined {
  const { stack, project } = resource;
  const refusal = (what: string, allowed: readonly string[]): string =>
    `${describe(resource)} must not launch: ${what}. Allowed are: ${allowed.join(", ") || "none"}. Launch it from one of these, or have the policy's configuration changed.`;
  if (projects !== undefined && !projects.includes(project)) {
    return refusal(`the project ${project} launches nothing`, projects);
  }
  if (stacks !== undefined && !stacks.includes(stack) && !stacks.includes(`${project}/${stack}`)) {
    return refusal(`the stack ${stack} of project ${project} launches nothing`, stacks);
  }
  return undefined;
}

/** Only the listed stacks and projects launch. Without a list, none does. */
export function launchingStacks(args: LaunchingStacksArgs = {}): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "launching-stacks",
      description: "Only launching stacks launch offers.",
      judges: "launches",
      properties: {
        stacks: {
          type: "array",
          items: { type: "string" },
          description:
            'Stacks that may launch, such as ["production"] or ["shop/production"], without an organization.',
        },
        projects: {
          type: "array",
          items: { type: "string" },
          description: 'Projects that may launch, such as ["shop"].',
        },
      },
      parse: parseLaunchingStacks,
      judge: judgeLaunchingStack,
    },
    args,
  );
}
