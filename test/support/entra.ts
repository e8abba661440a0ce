import { once } from "node:events";
import { createServer } from "node:https";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { KeyAndCertificate } from "./certificates";

/** The path of GitHub's endpoint for OIDC tokens, as it gives it to a job. */
export const ID_TOKEN_PATH = "/idtoken/abc?api-version=2.0";

/** Where a machine in Azure asks for the token of its identity. */
export const MACHINE_PATH = "/machine/token";

export interface TokenRequest {
  readonly tenant: string;
  readonly form: Readonly<Record<string, string>>;
}

export interface IdTokenRequest {
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

/** A local authority in the place of login.microsoftonline.com, and of GitHub's endpoint for OIDC tokens. */
export interface Entra {
  readonly url: string;
  readonly tokenRequests: TokenRequest[];
  readonly idTokenRequests: IdTokenRequest[];
  /** The answers to the next requests. Without a refusal they are given tokens. */
  refusal: { readonly status: number; readonly code: string; readonly text: string } | undefined;
  /** The OIDC token given to a job. */
  idToken: { readonly status: number; readonly value: string };
  close(): Promise<void>;
}

/** Answers any tenant but `unknown-tenant.example`; a token is named after the requests so far, and lives for an hour. */
export async function startEntra(server: KeyAndCertificate): Promise<Entra> {
  const entra: Entra = {
    url: "",
    tokenRequests: [],
    idTokenRequests: [],
    refusal: undefined,
    idToken: { status: 200, value: "" },
    close: () =>
      new Promise((resolve) => {
        listener.closeAllConnections();
        listener.close(() => resolve());
      }),
  };

  async function answer(request: IncomingMessage): Promise<readonly [status: number, body: object]> {
    const url = new URL(request.url ?? "/", entra.url);
    const tenant = url.pathname.split("/")[1] ?? "";
    if (tenant === "idtoken") {
      const query = Object.fromEntries(url.searchParams);
      entra.idTokenRequests.push({ query, authorization: request.headers.authorization });
      return [entra.idToken.status, { value: entra.idToken.value }];
    }
    if (url.pathname === MACHINE_PATH) {
      const form = Object.fromEntries(url.searchParams);
      entra.tokenRequests.push({ tenant: "", form });
      const expires = Math.floor(Date.now() / 1000) + 3600;
      return [200, { token_type: "Bearer", expires_on: String(expires), access_token: "token-of-machine" }];
    }
    if (tenant === "unknown-tenant.example") {
      return [400, { error: "invalid_tenant", error_description: "AADSTS90002: Tenant not found." }];
    }
    if (url.pathname.endsWith("/openid-configuration")) {
      const base = `${entra.url}/${tenant}`;
      return [
        200,
        {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        },
      ];
    }
    const body = Buffer.concat(await request.toArray()).toString();
    entra.tokenRequests.push({ tenant, form: Object.fromEntries(new URLSearchParams(body)) });
    if (entra.refusal !== undefined) {
      // Quotes the secret that it was sent, as no authority should.
      const sent = new URLSearchParams(body);
      const secret = sent.get("client_secret") ?? sent.get("client_assertion") ?? "";
      const description = `${entra.refusal.text} ${secret} ${encodeURIComponent(secret)} ${body}`;
      return [entra.refusal.status, { error: entra.refusal.code, error_description: description }];
    }
    return [
      200,
      { token_type: "Bearer", expires_in: 3600, access_token: `token-${entra.tokenRequests.length}` },
    ];
  }

  const listener = createServer({ key: server.key, cert: server.certificate }, (request, response) => {
    void answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return Object.assign(entra, { url: `https://127.0.0.1:${port}` });
}
