import * as cloudPartnerApi from "./marketplace/cloudPartner/api";
import { createCloudPartner } from "./marketplace/cloudPartner";
import { createCredential } from "./marketplace/identity/credential";
import { createHttp } from "./marketplace/http/http";
import { createLimiter } from "./marketplace/http/limiter";
import { createRequester } from "./marketplace/http/requester";
import type { Service } from "./marketplace/service";
import type { Transport } from "./marketplace/http/transport";
import type { Clock } from "./waiting/clock";
import type { Settings } from "./settings/settings";

export interface ServiceDeps {
  readonly clock: Clock;
  /** Takes one line for each request, without secrets. */
  readonly log: (line: string) => void;
  /** How requests travel; over HTTP unless handed in. */
  readonly transport?: Transport;
}

/** The service as a run uses it: one credential, one limiter and one set of connections for all its launches. */
export function createService(
  { endpoint, accessToken, identity, requestsPerSecond }: Settings,
  { clock, log, transport = createHttp() }: ServiceDeps,
): Service {
  const { TOKEN, prepareUrl, explain } = cloudPartnerApi;
  const requester = createRequester({
    origin: endpoint.origin,
    credential: createCredential({ target: TOKEN, accessToken, choice: identity }),
    prepareUrl,
    explain,
    transport,
    limiter: createLimiter({ requestsPerSecond, clock }),
    log,
    clock,
  });
  return createCloudPartner({ requester, clock });
}
