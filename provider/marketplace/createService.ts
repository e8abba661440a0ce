import { DEFAULT_API, type ApiName } from "./apiName";
import { createCloudPartner } from "./cloudPartner";
import * as cloudPartner from "./cloudPartner/api";
import { createHttp } from "./http/http";
import { createLimiter } from "./http/limiter";
import { createRequester, type Requester, type RequesterOptions } from "./http/requester";
import type { Transport } from "./http/transport";
import { createCredential } from "./identity/credential";
import type { TokenTarget } from "./identity/tokenTarget";
import { createProductIngestion } from "./productIngestion";
import * as productIngestion from "./productIngestion/api";
import type { Service } from "./service";
import type { ServiceSettings } from "./serviceSettings";
import { once } from "../values/once";
import type { Clock } from "../waiting/clock";

export interface ServiceDeps {
  readonly clock: Clock;
  /** Takes one line for each request, without secrets. */
  readonly log: (line: string) => void;
  /** How requests travel. Default: over HTTP. */
  readonly transport?: Transport;
}

/** The service of each API, created when it is first needed. */
export type Services = Readonly<Record<ApiName, () => Service>>;

/** The requester options that differ between the APIs. */
interface Access extends Pick<RequesterOptions, "origin" | "prepareUrl" | "explain"> {
  readonly target: TokenTarget;
  readonly accessToken: string | undefined;
}

/**
 * Creates the services of a run. Each API has one credential and one limiter for all launches, so that a token never
 * goes to the other API. Both share the connections.
 */
export function createServices(settings: ServiceSettings, deps: ServiceDeps): Services {
  const { clock, log } = deps;
  const transport = once(() => deps.transport ?? createHttp());

  function requester({ target, accessToken, ...access }: Access): Requester {
    return createRequester({
      ...access,
      credential: createCredential({ target, accessToken, choice: settings.identity }),
      transport: transport(),
      limiter: createLimiter({ requestsPerSecond: settings.requestsPerSecond, clock }),
      log,
      clock,
    });
  }

  return {
    cloudPartner: once(() =>
      createCloudPartner({
        requester: requester({
          origin: settings.endpoint.origin,
          target: cloudPartner.TOKEN,
          accessToken: settings.accessToken,
          prepareUrl: cloudPartner.prepareUrl,
          explain: cloudPartner.explain,
        }),
        clock,
      }),
    ),
    productIngestion: once(() =>
      createProductIngestion({
        requester: requester({
          origin: settings.graphEndpoint.origin,
          target: productIngestion.TOKEN,
          accessToken: settings.graphAccessToken,
          prepareUrl: productIngestion.prepareUrlFor(settings.ingestionSchema),
          explain: productIngestion.explain,
        }),
        schema: settings.ingestionSchema,
        clock,
      }),
    ),
  };
}

/** Creates the service of one API. */
export function createService(
  settings: ServiceSettings,
  deps: ServiceDeps,
  api: ApiName = DEFAULT_API,
): Service {
  return createServices(settings, deps)[api]();
}
