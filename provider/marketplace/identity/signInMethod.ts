import { isClientId, isTenantId } from "./ids";

/** What is used of a credential of `@azure/identity`. */
export interface Identity {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp?: number } | null>;
}

/** Where an identity is asked for; what is absent is the library's default. */
export interface Authority {
  /** An https URL; without one `AZURE_AUTHORITY_HOST`, then `https://login.microsoftonline.com`. */
  readonly authorityHost?: string;
  /** True for an authority that Microsoft does not list: nothing is then asked of `login.microsoft.com`. */
  readonly disableInstanceDiscovery?: boolean;
}

/** Where the token comes from that another identity provider gave to the run. */
export type AssertionSource =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "request"; readonly url: string; readonly token: string; readonly audience: string };

interface Application {
  readonly tenantId: string;
  readonly clientId: string;
}

/** One way to get a token, whole. It holds secrets: never to be shown, logged or stored. */
export type Method =
  | { readonly method: "default"; readonly tenantId?: string }
  | (Application & { readonly method: "certificate"; readonly path: string; readonly password?: string })
  | (Application & { readonly method: "secret"; readonly secret: string })
  | (Application & { readonly method: "oidc"; readonly assertion: AssertionSource })
  | { readonly method: "managedIdentity"; readonly clientId?: string }
  | { readonly method: "cli"; readonly tenantId: string };

/** The identity that the settings name: a method, or what is missing of one. */
export type IdentityChoice =
  | (Method & {
      /** The setting that chose the method, as the user wrote it; absent when nothing is configured. */
      readonly by?: string;
      readonly authority: Authority;
    })
  | { readonly method: "incomplete"; readonly problem: string };

/** A chosen method in words, without secrets, for the error when it gives no token. */
export interface IdentityWords {
  /** As in "No token by ...". */
  readonly name: string;
  /** What to do about a refusal: a sentence without its full stop. */
  readonly advice: string;
  /** It asks an authority over the network, rather than this machine. */
  readonly remote: boolean;
}

/** Undefined for what is not one method: the default credential and an incomplete choice have words of their own. */
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

// Neither is a secret. But a secret that was put in its place by mistake is, so that only what looks right is shown.

function client(clientId: string): string {
  return isClientId(clientId) ? `client ${clientId}` : "a clientId that is no GUID (not shown)";
}

function tenant(tenantId: string): string {
  return isTenantId(tenantId)
    ? `tenant ${tenantId}`
    : "a tenantId that is neither GUID nor domain (not shown)";
}
