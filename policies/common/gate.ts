import type { PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { onlyKnown, PolicyConfigError, type PolicyConfig } from "./config";
import { describe, isOfferGoLive, launches, subjectOf, type Subject } from "./subject";

/** What makes one policy different from the others. */
export interface Gate<Rules> {
  readonly name: string;
  /** One sentence that says what holds; the engine prints it above each violation. */
  readonly description: string;
  /** `launches`: only what this run may launch, so that an unchanged resource is never held up. */
  readonly judges: "launches" | "everything";
  /** The JSON schema of each property of the configuration. */
  readonly properties: PolicyConfigSchema["properties"];
  /** @throws PolicyConfigError when the configuration is missing or wrong. */
  readonly parse: (config: PolicyConfig) => Rules | Promise<Rules>;
  /** What is wrong, what is allowed and what to do next; `undefined` when nothing is wrong. */
  readonly judge: (rules: Rules, subject: Subject) => string | undefined;
}

/**
 * The policy that @pulumi/policy runs, mandatory unless its configuration says otherwise. `args` are the defaults of
 * its configuration. A configuration that cannot be used is a violation: a gate that cannot judge stays shut.
 */
export function policyOf<Rules>(gate: Gate<Rules>, args: object): ResourceValidationPolicy {
  const properties = { ...gate.properties };
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
    name: gate.name,
    description: gate.description,
    enforcementLevel: "mandatory",
    configSchema: { properties },
    validateResource: async (resource, reportViolation) => {
      // One that `--exclude` or `--target` leaves out, and that was never created, is shown without any input.
      if (!isOfferGoLive(resource.type) || !("offerVersion" in resource.props)) return;
      const subject = subjectOf(resource);
      if (gate.judges === "launches" && !launches(subject)) return;
      const config = { ...defaults, ...resource.getConfig<PolicyConfig>() };
      let rules: Rules;
      try {
        onlyKnown(config, Object.keys(gate.properties));
        rules = await gate.parse(config);
      } catch (error) {
        if (!(error instanceof PolicyConfigError)) throw error;
        reportViolation(
          `${describe(subject)} cannot be judged: the configuration of the policy ${gate.name} cannot be used: ${error.message}. Correct it (--policy-pack-config, or the policy group in Pulumi Cloud), or set ${gate.name} to "disabled" there if this gate is not wanted.`,
        );
        return;
      }
      const violation = gate.judge(rules, subject);
      if (violation !== undefined) reportViolation(violation);
    },
  };
}
