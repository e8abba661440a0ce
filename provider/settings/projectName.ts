import type { Environment } from "../values/environment";

/**
 * The name of the Pulumi project, which is the namespace of keys that `pulumi config set` is given without one.
 * `undefined` where Pulumi does not tell it. Both variables were seen in the process of a dynamic provider: the SDK
 * reads the first itself, the engine sets both.
 */
export function projectOf(environment: Environment): string | undefined {
  return [environment["PULUMI_NODEJS_PROJECT"], environment["PULUMI_PROJECT"]].find(
    (name) => name !== undefined && name !== "",
  );
}
