import { json, type SimulatorRequest } from "./exchange";
import type { Described, Face, FaceParts, Written } from "./face";
import { wrongMethod } from "./face";
import { pathOf } from "./target";
import { tokenFor } from "./token";

const PATH = /^\/[^/]+\/oauth2\/(v2\.0\/)?token$/;
const HOUR = 3600;

/** Whether a request target is that of the login: `/<tenant>/oauth2/token` or `/<tenant>/oauth2/v2.0/token`. */
export function isLogin(url: string): boolean {
  return PATH.test(pathOf(url));
}

/**
 * The login that hands out tokens by client credentials, in both versions of Microsoft Entra's. Any application and
 * secret will do. With the option `accessToken` it hands out that one.
 */
export function createLogin({ settings, now }: FaceParts): Face {
  let given = 0;

  function perform({ method, url, body = "" }: SimulatorRequest): Written {
    if (method !== "POST") return { response: wrongMethod(["POST"]) };
    const second = pathOf(url).includes("/v2.0/");
    const form = new URLSearchParams(body);
    const resource = second ? form.get("scope")?.replace(/\/\.default$/, "") : form.get("resource");
    if (form.get("grant_type") !== "client_credentials") {
      return refused("unsupported_grant_type", "AADSTS70003: The app requested an unsupported grant type.");
    }
    if (second && form.has("resource")) {
      return refused("invalid_request", "AADSTS901002: The 'resource' request parameter is not supported.");
    }
    if (resource === undefined || resource === null || resource === "") {
      const name = second ? "scope" : "resource";
      return refused("invalid_request", `AADSTS900144: The request body must contain: '${name}'.`);
    }
    for (const name of ["client_id", "client_secret"]) {
      if ((form.get(name) ?? "") === "") {
        return refused("invalid_client", `AADSTS7000216: '${name}' is required.`, 401);
      }
    }
    given += 1;
    const token = settings.accessToken ?? tokenFor(resource, given);
    const start = Math.floor(now() / 1000);
    const times = { expires_in: HOUR, ext_expires_in: HOUR };
    if (second) return { response: json(200, { token_type: "Bearer", ...times, access_token: token }) };
    // The first version writes its numbers as text.
    const texts = { expires_on: String(start + HOUR), not_before: String(start), resource };
    const lasting = { expires_in: String(HOUR), ext_expires_in: String(HOUR), ...texts };
    return { response: json(200, { token_type: "Bearer", ...lasting, access_token: token }) };
  }

  return { perform, describe: (): Described => ({ action: "token" }) };
}

function refused(error: string, description: string, status = 400): Written {
  return { response: json(status, { error, error_description: description }) };
}
