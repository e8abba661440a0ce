import { MarketplaceError } from "../errors";
import { parseFlag, type ConfigReader, type Environment, type SettingText } from "./settingText";

/** The settings of one identity; what is blank counts as not set. */
export interface IdentityGroup {
  find(key: string): SettingText | undefined;
  /** Throws `SETTING_INVALID` for a word that is neither true nor false. */
  flag(key: string): boolean;
  /** Throws `SETTING_INVALID` for a text that is not an https URL. */
  url(key: string): SettingText | undefined;
  /** The name by which a key that was found is set, else that of the stack config. */
  nameOf(key: string): string;
  /** The names by which a key can be set, for a person. */
  wayTo(key: string): string;
}

/** The variable of each key, as azure-native reads them (its own documentation, "Installation & Configuration"). */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  activeDirectoryAuthorityHost: ["ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST"],
  clientCertificatePassword: ["ARM_CLIENT_CERTIFICATE_PASSWORD"],
  clientCertificatePath: ["ARM_CLIENT_CERTIFICATE_PATH"],
  clientId: ["ARM_CLIENT_ID"],
  clientSecret: ["ARM_CLIENT_SECRET"],
  disableInstanceDiscovery: ["ARM_DISABLE_INSTANCE_DISCOVERY"],
  environment: ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
  oidcAudience: ["ARM_OIDC_AUDIENCE"],
  oidcToken: ["ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["ARM_OIDC_TOKEN_FILE_PATH"],
  tenantId: ["ARM_TENANT_ID"],
  useDefaultAzureCredential: ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"],
  useMsi: ["ARM_USE_MSI"],
  useOidc: ["ARM_USE_OIDC"],
};

/** What GitHub gives to a job is the job's, whichever identity it is exchanged for. */
const OF_THE_JOB: Readonly<Record<string, readonly string[]>> = {
  oidcRequestToken: ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
  oidcRequestUrl: ["ACTIONS_ID_TOKEN_REQUEST_URL"],
};

/** The keys that an identity of this package's own may have in stack config, some of them only for azure-native. */
export const OWN_IDENTITY_KEYS: readonly string[] = [
  ...Object.keys(VARIABLES),
  ...Object.keys(OF_THE_JOB),
  "subscriptionId",
  "auxiliaryTenantIds",
  "partnerId",
  "resourceManagerAudience",
  "resourceManagerEndpoint",
];

/**
 * `own` is what stands under `azure-marketplace:*`, without any variable but those of a GitHub job; `shared` is what
 * azure-native reads, for each key the stack config and then its variables. A key that stack config holds hides its
 * variables, also when it is blank.
 */
export function identityGroups(
  config: ConfigReader,
  environment: Environment,
): { readonly own: IdentityGroup; readonly shared: IdentityGroup } {
  const group = (namespace: string, variables: Readonly<Record<string, readonly string[]>>): IdentityGroup =>
    createGroup(namespace, variables, config, environment);
  return {
    own: group("azure-marketplace", OF_THE_JOB),
    shared: group("azure-native", { ...VARIABLES, ...OF_THE_JOB }),
  };
}

function createGroup(
  namespace: string,
  variables: Readonly<Record<string, readonly string[]>>,
  config: ConfigReader,
  environment: Environment,
): IdentityGroup {
  function find(key: string): SettingText | undefined {
    const name = `${namespace}:${key}`;
    const configured = config(name);
    if (configured !== undefined) return isBlank(configured) ? undefined : { name, text: configured };
    return (variables[key] ?? [])
      .map((variable) => ({ name: variable, text: environment[variable] ?? "" }))
      .find(({ text }) => !isBlank(text));
  }
  return {
    find,
    flag(key) {
      const found = find(key);
      return found !== undefined && parseFlag(found);
    },
    url(key) {
      const found = find(key);
      if (found === undefined) return undefined;
      const text = found.text.trim();
      const url = URL.canParse(text) ? new URL(text) : undefined;
      if (url?.protocol === "https:" && url.username === "" && url.password === "") return { ...found, text };
      // Never quoted: what stands in it may be a password.
      throw new MarketplaceError(
        "SETTING_INVALID",
        `${found.name} must be an https URL without user and password`,
      );
    },
    nameOf: (key) => find(key)?.name ?? `${namespace}:${key}`,
    wayTo: (key) => [`${namespace}:${key}`, ...(variables[key] ?? [])].join(" or "),
  };
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
