import { MAX_BODY_BYTES } from "../body";
import { error, type SimulatorRequest, type SimulatorResponse } from "../exchange";
import { MALFORMED, NOTHING_HERE, wrongMethod, type Face, type FaceParts, type Written } from "../face";
import { nameOf } from "../store";
import { queryOf } from "../target";
import { headerOf, tokenProblem } from "../token";
import {
  listOffers,
  listPublishers,
  listSubmissions,
  readDraft,
  readOperation,
  readSlot,
  readStatus,
  readVersion,
} from "./reads";
import { routeOf, type Route } from "./route";
import { API_VERSION, cancelOperation, saveOffer, startOperation } from "./writes";

/** The audience of a token for this API. */
const RESOURCE = "https://cloudpartner.azure.com";

/** The Cloud Partner Portal API, under `/api/`. */
export function createCloudPartner({ settings, store, now, baseUrl }: FaceParts): Face {
  function perform(request: SimulatorRequest): Written {
    const refused = refuse(request);
    if (refused !== undefined) return { response: refused };
    const routing = routeOf(request.method, request.url);
    switch (routing.kind) {
      case "malformed":
        return { response: MALFORMED };
      case "unknown":
        return { response: NOTHING_HERE };
      case "wrongMethod":
        return { response: wrongMethod(routing.allow) };
      case "route":
        return answer(routing.route, request.body ?? "", headerOf(request, "if-match"));
    }
  }

  function refuse(request: SimulatorRequest): SimulatorResponse | undefined {
    if (tokenProblem(request, settings.accessToken, RESOURCE) !== undefined) {
      return error(401, "Unauthorized", "A valid bearer token is required.", {
        "WWW-Authenticate": "Bearer",
      });
    }
    const versions = queryOf(request.url).getAll("api-version");
    if (versions.length !== 1 || versions[0] !== API_VERSION) {
      return error(400, "InvalidAPIVersion", `Invalid api version. Allowed values are [${API_VERSION}]`);
    }
    if (Buffer.byteLength(request.body ?? "") > MAX_BODY_BYTES) {
      return error(413, "RequestEntityTooLarge", `The body has more than ${MAX_BODY_BYTES} bytes.`);
    }
    return undefined;
  }

  function answer(route: Route, body: string, ifMatch: string | undefined): Written {
    const context = { route, settings, store, now: now(), baseUrl: baseUrl(), body, ifMatch };
    const { publisherId, offerId } = route;
    if (route.action === "publishers") return { response: listPublishers(store.publisherIds) };
    if (!store.hasPublisher(publisherId)) return notFound("publisher");
    if (route.action === "offers") {
      const own = store.offers.filter(
        (one) => one.publisherId === publisherId && one.apis.includes("cloudPartner"),
      );
      return { response: listOffers(own, context) };
    }
    const found = store.find(publisherId, offerId);
    const offer = found?.apis.includes("cloudPartner") === true ? found : undefined;
    if (route.action === "save") return saveOffer(offer, context);
    if (offer === undefined) return notFound("offer");
    switch (route.action) {
      case "offer":
        return { response: readDraft(offer, context) };
      case "slot":
        return { response: readSlot(offer, context) };
      case "version":
        return { response: readVersion(offer, context) };
      case "status":
        return { response: readStatus(offer, context) };
      case "submissions":
        return { response: listSubmissions(offer, context) };
      case "operation":
        return { response: readOperation(offer, context) };
      case "publish":
        return startOperation(offer, "publish", context);
      case "golive":
        return startOperation(offer, "goLive", context);
      case "cancel":
        return cancelOperation(offer, context);
    }
  }

  return {
    perform,
    describe({ method, url }) {
      const routing = routeOf(method, url);
      if (routing.kind !== "route") return {};
      const { route } = routing;
      return {
        api: "cloudPartner",
        action: route.action,
        ...(route.offerId !== "" && { offer: nameOf(route) }),
      };
    },
  };
}

function notFound(what: string): Written {
  return { response: error(404, "ResourceNotFound", `This ${what} does not exist.`) };
}
