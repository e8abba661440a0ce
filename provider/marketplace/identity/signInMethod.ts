import { isClientId, isTenantId } from "./ids";

/** The part of an `@azure/identity` credential that is used. */
export interface Identity {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number } | null>;
}

/** Which authority issues the token. Absent: the library's default. */
export interface Authority {
  /** An https URL. Default: `AZURE_AUTHORITY_HOST`, then `https://login.microsoftonline.com`. */
  readonly authorityHost?: string;
  /** True for an authority that Microsoft does not list: then nothing is requested from `login.microsoft.com`. */
  readonly disableInstanceDiscovery?: boolean;
}

/** Where to find the token that another identity provider gave to this run. */
export type AssertionSource =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "request"; readonly url: string; readonly token: string; readonly audience: string };

interface Application {
  readonly tenantId: string;
  readonly clientId: string;
}

/** One way to get a token, complete. It holds secrets: never show, log or store it. */
export type Method =
  | { readonly method: "default"; readonly tenantId?: string }
  | (Application & { readonly method: "certificate"; readonly path: string; readonly password?: string })
  | (Application & { readonly method: "secret"; readonly secret: string })
  | (Application & { readonly method: "oidc"; readonly assertion: AssertionSource })
  | { readonly method: "managedIdentity"; readonly clientId?: string }
  | { readonly method: "cli"; readonly tenantId: string };

/** The identity that the settings name: a method, or what is missing for one. */
export type IdentityChoice =
  | (Method & {
      /** The setting that chose the method, as the user wrote it. Absent when nothing is configured. */
      readonly by?: string;
      readonly authority: Authority;
    })
  | { readonly method: "incomplete"; readonly problem: string };

/** A chosen method in words, without secrets, for errors. */
export interface IdentityWords {
  /** As in "No token by ...". */
  readonly name: string;
  /** Advice for when it gives no token: a sentence without its full stop. */
  readonly advice: string;
  /** It needs an authority on the network, not only this machine. */
  readonly remote: boolean;
}

/** `undefined` for the default credential and for an incomplete choice: these have messages of their own. */
export function describeIdentity(choice: IdentityChoice): IdentityWords | undefined {
  switch (choice.method) {
    case "incomplete":
      return undefined;
    case "default":
      return choice.by === undefined
        ? undefined
        : {
            name: `the default credential${setBy(choice.by)}${choice.tenantId === undefined ? "" : ` in ${tenant(choice.tenantId)}`}`,
            advice:
              'Configure one of its methods (the variables AZURE_*, a managed identity, or "az login"), or choose another',
            remote: false,
          };
    case "secret":
      return {
        name: `the client secret${setBy(choice.by)} of ${application(choice)}`,
        advice:
          "Check that the secret (its value, not its id) belongs to this application and has not expired",
        remote: true,
      };
    case "certificate":
      return {
        name: `the client certificate${setBy(choice.by)} of ${application(choice)}`,
        advice:
          "Check the file and its password, and that its certificate is registered with this application and " +
          "has not expired",
        remote: true,
      };
    case "oidc":
      return {
        name: `the OIDC token${setBy(choice.by)} of ${application(choice)}`,
        advice:
          "Check that the application has a federated credential with the issuer, the subject and the audience " +
          "of this token, and that the token has not expired",
        remote: true,
      };
    case "managedIdentity":
      return {
        name: `the managed identity${choice.clientId === undefined ? "" : ` ${client(choice.clientId)}`}${setBy(choice.by)}`,
        advice:
          "Check that the machine runs in Azure and has this identity. For a user-assigned one, clientId names it",
        remote: false,
      };
    case "cli":
      return {
        name: `the Azure CLI in ${tenant(choice.tenantId)}${setBy(choice.by)}`,
        advice: `Run "az login --tenant ${isTenantId(choice.tenantId) ? choice.tenantId : "TENANT"}", or configure another method`,
        remote: false,
      };
  }
}

function application({ clientId, tenantId }: Application): string {
  return `${client(clientId)} in ${tenant(tenantId)}`;
}

function setBy(setting: string | undefined): string {
  return setting === undefined ? "" : ` (${setting})`;
}

// An id is not a secret. But a secret may have been put there by mistake, so only a valid id is shown.

function client(clientId: string): string {
  return isClientId(clientId) ? `client ${clientId}` : "a clientId that is no GUID (not shown)";
}

function tenant(tenantId: string): string {
  return isTenantId(tenantId)
    ? `tenant ${tenantId}`
    : "a tenantId that is neither GUID nor domain (not shown)";
}
