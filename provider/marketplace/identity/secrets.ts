import type { Environment } from "../../values/environment";
import { parseUrl } from "../http/origin";
import { proxySecrets } from "../http/proxySetting";
import { isClientId, isTenantId } from "./ids";
import type { IdentityChoice } from "./signInMethod";

/** The variables that `@azure/identity` reads, by kind. */
const SECRETS = [
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PASSWORD",
  "AZURE_PASSWORD",
  "IDENTITY_HEADER",
  "MSI_SECRET",
] as const;
const PATHS = ["AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_FEDERATED_TOKEN_FILE"] as const;
const URLS = ["AZURE_AUTHORITY_HOST", "IDENTITY_ENDPOINT", "MSI_ENDPOINT"] as const;

/**
 * The values of a choice that must never show: its secrets, and whatever is not a valid id or path, since it may be a
 * secret put there by mistake.
 */
export function secretsOf(choice: IdentityChoice): readonly string[] {
  if (choice.method === "incomplete") return [];
  const clientId = "clientId" in choice ? choice.clientId : undefined;
  const tenantId = "tenantId" in choice ? choice.tenantId : undefined;
  return [...ownSecretsOf(choice), ...unlessId(clientId, isClientId), ...unlessId(tenantId, isTenantId)];
}

function ownSecretsOf(choice: Exclude<IdentityChoice, { method: "incomplete" }>): readonly string[] {
  switch (choice.method) {
    case "secret":
      return [choice.secret];
    case "certificate":
      return [choice.path, ...(choice.password === undefined ? [] : [choice.password])];
    case "oidc":
      return [choice.assertion.kind === "file" ? choice.assertion.path : choice.assertion.token];
    case "default":
    case "managedIdentity":
    case "cli":
      return [];
  }
}

/** The same for the environment, where the default credential finds its methods, and requests their proxy. */
export function environmentSecrets(environment: Environment): readonly string[] {
  const valuesOf = (names: readonly string[]): string[] =>
    names.map((name) => environment[name] ?? "").filter((value) => value !== "");
  return [
    ...valuesOf([...SECRETS, ...PATHS]),
    ...unlessId(environment["AZURE_CLIENT_ID"], isClientId),
    ...unlessId(environment["AZURE_TENANT_ID"], isTenantId),
    ...valuesOf(URLS).flatMap((text) => {
      const password = parseUrl(text)?.password ?? text;
      return password === "" ? [] : [password];
    }),
    ...proxySecrets(environment),
  ];
}

function unlessId(text: string | undefined, isId: (text: string) => boolean): readonly string[] {
  return text === undefined || text.trim() === "" || isId(text.trim()) ? [] : [text];
}
