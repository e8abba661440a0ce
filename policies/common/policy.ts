import type { PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { onlyKnown, PolicyConfigError, type PolicyConfig } from "./config";
import { describe, isOfferGoLive, launches, judgedResourceOf, type JudgedResource } from "./judgedResource";

/** How one policy differs from the others. */
export interface PolicyDefinition<Rules> {
  readonly name: string;
  /** One sentence with the rule. The engine prints it above each violation. */
  readonly description: string;
  /** `launches`: only what this run may launch, so that an unchanged resource is never held up. */
  readonly judges: "launches" | "everything";
  /** The JSON schema of each property of the configuration. */
  readonly properties: PolicyConfigSchema["properties"];
  /** @throws PolicyConfigError when the configuration is missing or wrong. */
  readonly parse: (config: PolicyConfig) => Rules | Promise<Rules>;
  /** A violation: the problem, what is allowed, and what to do next. `undefined` when nothing is wrong. */
  readonly judge: (rules: Rules, resource: JudgedResource) => string | undefined;
}

/**
 * The policy that @pulumi/policy runs, mandatory unless its configuration says otherwise. `args` are the defaults of
 * its configuration. A configuration that cannot be used is a violation.
 */
export function createPolicy<Rules>(
  definition: PolicyDefinition<Rules>,
  args: object,
): ResourceValidationPolicy {
  const properties = { ...definition.properties };
  const defaults: Record<string, unknown> = {};
  const given: [string, unknown][] = Object.entries(args);
  for (const [name, value] of given) {
    if (value === undefined) continue;
    defaults[name] = value;
    // The engine shows defaults to whoever configures the pack.
    if (typeof value === "string" || (typeof value === "object" && value !== null)) {
      properties[name] = { ...properties[name], default: value };
    }
  }
  return {
    name: definition.name,
    description: definition.description,
    enforcementLevel: "mandatory",
    configSchema: { properties },
    validateResource: async (shown, reportViolation) => {
      // One that `--exclude` or `--target` leaves out, and that was never created, is shown without any input.
      if (!isOfferGoLive(shown.type) || !("offerVersion" in shown.props)) return;
      const resource = judgedResourceOf(shown);
      if (definition.judges === "launches" && !launches(resource)) return;
      const config = { ...defaults, ...shown.getConfig<PolicyConfig>() };
      let rules: Rules;
      try {
        onlyKnown(config, Object.keys(definition.properties));
        rules = await definition.parse(config);
      } catch (error) {
        if (!(error instanceof PolicyConfigError)) throw error;
        reportViolation(
          `${describe(resource)} cannot be judged: the configuration of the policy ${definition.name} cannot be used: ${error.message}. Correct it (--policy-pack-config, or the policy group in Pulumi Cloud), or set ${definition.name} to "disabled" there if you do not want this policy.`,
        );
        return;
      }
      const violation = definition.judge(rules, resource);
      if (violation !== undefined) reportViolation(violation);
    },
  };
}
