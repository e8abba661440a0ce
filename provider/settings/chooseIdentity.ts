import type {
  AssertionSource,
  Authority,
  IdentityChoice,
  Method,
} from "../marketplace/identity/signInMethod";
import { type IdentityGroup, identityGroups } from "./identityGroup";
import type { ConfigReader } from "./settingText";
import type { Environment } from "../values/environment";

const DEFAULT_AUDIENCE = "api://AzureADTokenExchange";

/** Any of these settings makes a group an identity. A flag counts when it is true. */
const FLAGS = ["useDefaultAzureCredential", "useOidc", "useMsi"] as const;
const VALUES = ["clientCertificatePath", "clientSecret", "clientId", "tenantId"] as const;

/** Clouds whose tokens the marketplace does not accept. */
const OTHER_CLOUD = /gov|china|german/i;

/**
 * Chooses the identity: `azure-marketplace:*` when that names one, then what azure-native uses (`azure-native:*`, for
 * each key its `ARM_*` variable), then the default credential. The order of the methods is azure-native's own:
 * default credential, certificate, secret, OIDC (token, file, request), managed identity, Azure CLI. A method that
 * lacks something is `incomplete` rather than skipped. Throws `SETTING_INVALID` for an invalid flag or URL.
 */
export function chooseIdentity(config: ConfigReader, environment: Environment): IdentityChoice {
  const { own, shared } = identityGroups(config, environment);
  if (namesIdentity(own)) return chooseMethod(own);
  if (namesIdentity(shared)) return chooseMethod(shared);
  return { method: "default", authority: readAuthority(shared) };
}

function namesIdentity(group: IdentityGroup): boolean {
  return FLAGS.some((key) => group.flag(key)) || VALUES.some((key) => group.find(key) !== undefined);
}

function chooseMethod(group: IdentityGroup): IdentityChoice {
  const authority = readAuthority(group);
  const environment = group.find("environment");
  if (
    authority.authorityHost === undefined &&
    environment !== undefined &&
    OTHER_CLOUD.test(environment.text)
  ) {
    return incomplete(
      `${environment.name} names another cloud, and the marketplace takes identities of the public cloud only. ` +
        "Configure one under azure-marketplace:*, such as azure-marketplace:clientId and its tenantId",
    );
  }
  const chosen = methodOf(group);
  return chosen.method === "incomplete" ? chosen : { ...chosen, authority };
}

type Incomplete = Extract<IdentityChoice, { method: "incomplete" }>;
type Chosen = (Method & { readonly by: string }) | Incomplete;

function methodOf(group: IdentityGroup): Chosen {
  if (group.flag("useDefaultAzureCredential")) {
    const tenantId = group.find("tenantId")?.text.trim();
    return {
      method: "default",
      by: group.nameOf("useDefaultAzureCredential"),
      ...(tenantId === undefined ? {} : { tenantId }),
    };
  }
  const path = group.find("clientCertificatePath");
  if (path !== undefined) {
    const password = group.find("clientCertificatePassword");
    return asApplication(group, path.name, {
      method: "certificate",
      path: path.text.trim(),
      ...(password === undefined ? {} : { password: password.text }),
    });
  }
  const secret = group.find("clientSecret");
  if (secret !== undefined) {
    return asApplication(group, secret.name, { method: "secret", secret: secret.text });
  }
  if (group.flag("useOidc")) return oidc(group);
  const clientId = group.find("clientId");
  if (group.flag("useMsi")) {
    return {
      method: "managedIdentity",
      by: group.nameOf("useMsi"),
      ...(clientId === undefined ? {} : { clientId: clientId.text.trim() }),
    };
  }
  if (clientId !== undefined) {
    return incomplete(
      `${clientId.name} names an application, but not how it signs in. Set one of ` +
        ["clientSecret", "clientCertificatePath", "useOidc", "useMsi"]
          .map((key) => group.wayTo(key))
          .join(", ") +
        `, or unset ${clientId.name}. An empty variable counts as not set`,
    );
  }
  const tenantId = group.find("tenantId");
  return tenantId === undefined
    ? incomplete("no method is configured")
    : { method: "cli", tenantId: tenantId.text.trim(), by: tenantId.name };
}

function oidc(group: IdentityGroup): Chosen {
  const token = group.find("oidcToken");
  const file = group.find("oidcTokenFilePath");
  if (token !== undefined)
    return withAssertion(group, token.name, { kind: "token", token: token.text.trim() });
  if (file !== undefined) return withAssertion(group, file.name, { kind: "file", path: file.text.trim() });
  const url = group.url("oidcRequestUrl");
  const requestToken = group.find("oidcRequestToken");
  if (url !== undefined && requestToken !== undefined) {
    const audience = group.find("oidcAudience")?.text.trim() ?? DEFAULT_AUDIENCE;
    const request = { url: url.text, token: requestToken.text.trim(), audience } as const;
    return withAssertion(group, url.name, { kind: "request", ...request });
  }
  const missing =
    url === undefined && requestToken === undefined
      ? ["oidcToken", "oidcTokenFilePath", "oidcRequestUrl and its oidcRequestToken"]
      : [url === undefined ? "oidcRequestUrl" : "oidcRequestToken"];
  const ways = missing.map((key) => (key.includes(" ") ? key : group.wayTo(key)));
  return incomplete(
    `${group.nameOf("useOidc")} is true, but there is no token to sign in with. Set ${ways.join(", or ")}. A ` +
      'GitHub Actions job needs "permissions: id-token: write"',
  );
}

function withAssertion(group: IdentityGroup, by: string, assertion: AssertionSource): Chosen {
  return asApplication(group, by, { method: "oidc", assertion });
}

type OfApplication = Extract<Method, { readonly tenantId: string; readonly clientId: string }>;
type WithoutApplication<M> = M extends OfApplication ? Omit<M, "tenantId" | "clientId"> : never;

function asApplication(group: IdentityGroup, by: string, method: WithoutApplication<OfApplication>): Chosen {
  const tenantId = group.find("tenantId")?.text.trim();
  const clientId = group.find("clientId")?.text.trim();
  if (tenantId !== undefined && clientId !== undefined) return { ...method, tenantId, clientId, by };
  const missing = [
    ...(tenantId === undefined ? [group.wayTo("tenantId")] : []),
    ...(clientId === undefined ? [group.wayTo("clientId")] : []),
  ];
  return incomplete(
    `${by} is set without ${missing.join(" and without ")}. Set what is missing, or unset ${by}`,
  );
}

function incomplete(problem: string): Incomplete {
  return { method: "incomplete", problem };
}

function readAuthority(group: IdentityGroup): Authority {
  const host = group.url("activeDirectoryAuthorityHost");
  return {
    ...(host === undefined ? {} : { authorityHost: host.text }),
    ...(group.flag("disableInstanceDiscovery") ? { disableInstanceDiscovery: true } : {}),
  };
}
