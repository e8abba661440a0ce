import type { Environment } from "./settingText";

/**
 * The name of the Pulumi project, whose namespace `pulumi config set` gives to a key without one. `undefined` where
 * Pulumi does not say it. Seen in the environment of a dynamic provider's process: the SDK reads the first itself, the
 * engine sets both.
 */
export function projectOf(environment: Environment): string | undefined {
  return [environment["PULUMI_NODEJS_PROJECT"], environment["PULUMI_PROJECT"]].find(
    (name) => name !== undefined && name !== "",
  );
}
