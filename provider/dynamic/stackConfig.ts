import type { ConfigReader } from "../settings/settingText";

/** The argument of `configure`. `undefined` before it is called. */
function given(): object | undefined {
  const config: unknown = Reflect.get(globalThis, "pulumiAzureMarketplaceConfig");
  return typeof config === "object" && config !== null ? config : undefined;
}

/** Reads the stack config by its full key, as the engine gave it to this process. */
export const stackConfig: ConfigReader = (key) => {
  const config = given();
  const get: unknown = config === undefined ? undefined : Reflect.get(config, "get");
  if (typeof get !== "function") return undefined;
  const value: unknown = Reflect.apply(get, config, [key]);
  return typeof value === "string" ? value : undefined;
};

/** The stack config's full keys, where this SDK shows them: it has no public way to list them. */
export function stackConfigKeys(): readonly string[] {
  const config = given();
  const raw: unknown = config === undefined ? undefined : Reflect.get(config, "rawConfig");
  return typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
}
