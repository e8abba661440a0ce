/**
 * The values that an identity's setting takes. A `path` is never shown either, since a secret may be put there by
 * mistake.
 */
export type IdentityType = "id" | "secret" | "path" | "flag" | "url" | "text";

export interface IdentityRow {
  /** In stack config after `azure-marketplace:` or `azure-native:`. */
  readonly key: string;
  /** For azure-native's identity, the first one that is set. With `ofTheJob`, for both identities. */
  readonly variables: readonly string[];
  readonly type: IdentityType;
  /** One sentence for the reference and the plugin's schema. */
  readonly sentence: string;
  readonly secret: boolean;
  /** GitHub sets it in a job, for any identity. */
  readonly ofTheJob?: true;
}

/** Every setting of an identity, with its variables as azure-native reads them (its own documentation, "Installation & Configuration"). */
export const IDENTITY_SETTINGS: readonly IdentityRow[] = [
  {
    key: "tenantId",
    variables: ["ARM_TENANT_ID"],
    type: "id",
    sentence: "The tenant, as id or domain.",
    secret: false,
  },
  {
    key: "clientId",
    variables: ["ARM_CLIENT_ID"],
    type: "id",
    sentence: "The application, or a user-assigned managed identity.",
    secret: false,
  },
  {
    key: "useDefaultAzureCredential",
    variables: ["ARM_USE_DEFAULT_AZURE_CREDENTIAL"],
    type: "flag",
    sentence: "`true`: the default credential, in the tenant that `tenantId` names, if any.",
    secret: false,
  },
  {
    key: "clientCertificatePath",
    variables: ["ARM_CLIENT_CERTIFICATE_PATH"],
    type: "path",
    sentence: "A pfx or PEM file with certificate and private key.",
    secret: false,
  },
  {
    key: "clientCertificatePassword",
    variables: ["ARM_CLIENT_CERTIFICATE_PASSWORD"],
    type: "secret",
    sentence: "The password of that file or of its key.",
    secret: true,
  },
  {
    key: "clientSecret",
    variables: ["ARM_CLIENT_SECRET"],
    type: "secret",
    sentence: "The secret's value, not its id.",
    secret: true,
  },
  {
    key: "useOidc",
    variables: ["ARM_USE_OIDC"],
    type: "flag",
    sentence: "`true`: sign in with a token of another identity provider.",
    secret: false,
  },
  {
    key: "oidcToken",
    variables: ["ARM_OIDC_TOKEN"],
    type: "secret",
    sentence: "That token; it lives for minutes, so a long launch needs a file.",
    secret: true,
  },
  {
    key: "oidcTokenFilePath",
    variables: ["ARM_OIDC_TOKEN_FILE_PATH"],
    type: "path",
    sentence: "A file with that token, read again whenever one is needed.",
    secret: false,
  },
  {
    key: "oidcRequestUrl",
    variables: ["ACTIONS_ID_TOKEN_REQUEST_URL"],
    type: "url",
    sentence: "Where a GitHub Actions job asks for one; https.",
    secret: true,
    ofTheJob: true,
  },
  {
    key: "oidcRequestToken",
    variables: ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
    type: "secret",
    sentence: "What it asks with.",
    secret: true,
    ofTheJob: true,
  },
  {
    key: "oidcAudience",
    variables: ["ARM_OIDC_AUDIENCE"],
    type: "text",
    sentence: "Whom the requested token is for.",
    secret: false,
  },
  {
    key: "useMsi",
    variables: ["ARM_USE_MSI"],
    type: "flag",
    sentence: "`true`: the managed identity of the machine.",
    secret: false,
  },
  {
    key: "environment",
    variables: ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
    type: "text",
    sentence: "Anything but the public cloud is refused.",
    secret: false,
  },
  {
    key: "activeDirectoryAuthorityHost",
    variables: ["ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST"],
    type: "url",
    sentence: "Another authority, an https URL.",
    secret: true,
  },
  {
    key: "disableInstanceDiscovery",
    variables: ["ARM_DISABLE_INSTANCE_DISCOVERY"],
    type: "flag",
    sentence: "`true`: do not ask Microsoft whether it knows that authority.",
    secret: false,
  },
];

/** Settings that only azure-native knows. They are accepted under `azure-marketplace:` too, and not read. */
export const UNREAD_IDENTITY_KEYS: readonly string[] = [
  "subscriptionId",
  "auxiliaryTenantIds",
  "partnerId",
  "resourceManagerAudience",
  "resourceManagerEndpoint",
];
