import { readFile } from "node:fs/promises";
import { MarketplaceError } from "../../errors";
import { readAssertion } from "./assertion";
import { toPem } from "./certificate";
import { fileProblem } from "./fileProblem";
import { createHttp } from "../http/http";
import type { Identity, IdentityChoice } from "./signInMethod";

type Complete = Exclude<IdentityChoice, { method: "incomplete" }>;

/**
 * Loads the chosen identity from `@azure/identity`, which is large, at the first call. Each call reads files and
 * requests OIDC tokens again, so that what was renewed during a long launch is used. The default credential is kept,
 * since it remembers which of its methods worked. The loader throws `CREDENTIAL_MISSING` for an incomplete choice,
 * and the method's own errors.
 */
export function identityLoader(choice: IdentityChoice): () => Promise<Identity> {
  if (choice.method === "incomplete") {
    return () =>
      Promise.reject(
        new MarketplaceError(
          "CREDENTIAL_MISSING",
          `The Azure identity is half configured: ${choice.problem}`,
        ),
      );
  }
  let kept: Promise<Identity> | undefined;
  return () => (choice.method === "default" ? (kept ??= load(choice)) : load(choice));
}

async function load(choice: Complete): Promise<Identity> {
  const azure = await import("@azure/identity");
  const options = choice.authority;
  switch (choice.method) {
    case "default":
      return new azure.DefaultAzureCredential(
        choice.tenantId === undefined ? options : { ...options, tenantId: choice.tenantId },
      );
    case "secret":
      return new azure.ClientSecretCredential(choice.tenantId, choice.clientId, choice.secret, options);
    case "certificate": {
      const certificate = await readCertificate(choice.path, choice.password);
      return new azure.ClientCertificateCredential(
        choice.tenantId,
        choice.clientId,
        { certificate },
        options,
      );
    }
    case "oidc": {
      // A transport of its own: the one handed in may record what it carries.
      const assertion = await readAssertion(choice.assertion, createHttp());
      const give = (): Promise<string> => Promise.resolve(assertion);
      return new azure.ClientAssertionCredential(choice.tenantId, choice.clientId, give, options);
    }
    case "managedIdentity":
      return choice.clientId === undefined
        ? new azure.ManagedIdentityCredential()
        : new azure.ManagedIdentityCredential({ clientId: choice.clientId });
    case "cli":
      return new azure.AzureCliCredential({ tenantId: choice.tenantId });
  }
}

async function readCertificate(path: string, password: string | undefined): Promise<string> {
  const file = await readFile(path).catch((error: unknown) => {
    throw new Error(`the file cannot be read: ${fileProblem(error)}`);
  });
  return toPem(file, password);
}
