import { MAX_BODY_BYTES } from "../body";
import { seenBy } from "../distortion";
import { empty, json, type SimulatorRequest, type SimulatorResponse } from "../exchange";
import { wrongMethod, type Described, type Face, type FaceParts, type Written } from "../face";
import { runningAt, type Offer } from "../offer";
import { nameOf } from "../store";
import { tokenProblem } from "../token";
import { configure, jobResponse, targetOf, type ConfigureContext } from "./configure";
import { createJobs, seenJob } from "./jobs";
import { listPlans, listProducts, readResource } from "./products";
import { ingestionRouteOf, parameter, type IngestionRoute } from "./route";
import { submissionList, type Entry, type Target } from "./submissionList";
import { resourceTree } from "./tree";
import { badRequest, dressed, graphError, notFound, waitHeaders } from "./wire";
import { schemaOf } from "../resources";

const VERSION = /^\d{4}-\d\d-\d\d(-preview\d+|-dev)?$/;

/** The Product Ingestion API, under `/rp/product-ingestion/`. */
export function createProductIngestion({ settings, store, now, baseUrl }: FaceParts): Face {
  const { ingestion } = settings;
  const jobs = createJobs(ingestion);
  let readings = 0;
  const held = (): Offer[] => store.offers.filter(({ apis }) => apis.includes("productIngestion"));

  function perform(request: SimulatorRequest): Written {
    const refused = refuse(request);
    if (refused !== undefined) return { response: refused };
    const routing = ingestionRouteOf(request.method, request.url);
    switch (routing.kind) {
      case "malformed":
        return { response: badRequest("The path holds a malformed percent-escape.") };
      case "unknown":
        return { response: graphError(404, "ResourceNotFound", "There is nothing at this path.") };
      case "wrongMethod":
        return { response: wrongMethod(routing.allow) };
      case "route":
        return answer(routing.route, request.body ?? "");
    }
  }

  function refuse(request: SimulatorRequest): SimulatorResponse | undefined {
    const problem = tokenProblem(request, settings.accessToken, "https://graph.microsoft.com");
    if (problem !== undefined) return graphError(401, "InvalidAuthenticationToken", PROBLEMS[problem]);
    if (Buffer.byteLength(request.body ?? "") > MAX_BODY_BYTES) return empty(413);
    return undefined;
  }

  function answer(route: IngestionRoute, body: string): Written {
    const version = parameter(route.query, "$version");
    if (version !== undefined && !VERSION.test(version)) {
      return {
        response: badRequest("$version has to be the version of a schema, such as 2022-03-01-preview2."),
      };
    }
    if (version !== undefined && ingestion.withdrawnSchemas.includes(version)) {
      return { response: badRequest(`The schema version ${version} is deprecated.`) };
    }
    const { retryAfter } = settings;
    const context: ConfigureContext = { route, ingestion, store, jobs, now: now(), retryAfter };
    if (route.action === "configure") return configure(body, context);
    if (route.action === "cancelJob") return cancelJob(route.item, context);
    return { response: read(route, context) };
  }

  function read(route: IngestionRoute, context: ConfigureContext): SimulatorResponse {
    if (route.action === "products") return listProducts(held(), route, ingestion, baseUrl());
    if (route.action === "plans") return listPlans(held(), route, ingestion);
    if (route.action === "job" || route.action === "jobResult") return readJob(route, context);
    const offer = held().find(({ productId }) => productId === route.productId);
    if (offer === undefined) return notFound(`The product ${route.productId}`);
    if (route.action === "resource") return readResource(offer, route, ingestion);
    const entries = listed(offer);
    if (route.action === "tree") return readTree(offer, entries, route);
    const target = parameter(route.query, "targetType");
    const shown = entries.filter((one) => target === undefined || one.target === target);
    if (route.action === "submissions") {
      const headers = runningAt(offer, context.now) === undefined ? {} : waitHeaders(settings.retryAfter);
      return json(200, dressed({ value: shown.map(({ document }) => document) }, ingestion), headers);
    }
    const found = shown.findLast(({ number }) => number === route.item);
    return found === undefined ? notFound("The submission") : json(200, dressed(found.document, ingestion));
  }

  function listed(offer: Offer): Entry[] {
    const seen = seenBy("list", offer, store.distortionsOf(offer), { now: now() });
    return seen.silent ? [] : submissionList(seen, { ingestion, lagMs: settings.submissionsLagMs });
  }

  function readTree(offer: Offer, entries: readonly Entry[], { query }: IngestionRoute): SimulatorResponse {
    const target = parameter(query, "targetType") ?? "draft";
    if (!isTarget(target)) return badRequest("targetType has to be draft, preview or live.");
    if (offer.offerTypeId === "microsoft-azure-applications") {
      return badRequest("The product type azureApplication is not supported.");
    }
    readings += 1;
    const tree = resourceTree(offer, target, entries, { now: now(), reading: readings });
    if (tree === undefined) return badRequest(`The product has nothing in the target ${target}.`);
    return json(200, dressed(tree, ingestion));
  }

  function readJob({ action, item }: IngestionRoute, context: ConfigureContext): SimulatorResponse {
    const job = jobs.find(item, context.now);
    const offer = job && store.find(job.publisherId, job.offerId);
    if (job === undefined || offer === undefined) return notFound(`The job ${item}`);
    const { seen, state } = seenJob(job, offer, store, context.now);
    if (seen.silent) return notFound(`The job ${item}`);
    if (action === "job") return jobResponse(200, job, offer, context);
    if (state.result !== "succeeded") return notFound(`What the job ${item} made`);
    const { resources } = job;
    return json(200, dressed({ $schema: schemaOf("configure"), resources }, ingestion));
  }

  function cancelJob(id: string, context: ConfigureContext): Written {
    const job = jobs.find(id, context.now);
    const offer = job && store.find(job.publisherId, job.offerId);
    if (job === undefined || offer === undefined) return { response: notFound(`The job ${id}`) };
    if (
      seenJob(job, offer, store, context.now).state.status === "completed" ||
      job.operationId === undefined
    ) {
      return { response: badRequest("Cannot cancel job, job has already completed.") };
    }
    store.cancel(offer);
    const after = store.find(job.publisherId, job.offerId) ?? offer;
    return { response: jobResponse(200, job, after, context) };
  }

  function describe({ method, url, body = "" }: SimulatorRequest): Described {
    const routing = ingestionRouteOf(method, url);
    const api = "productIngestion";
    if (routing.kind !== "route") return { api };
    const { action, productId, item } = routing.route;
    const job = action === "job" || action === "jobResult" ? jobs.find(item, now()) : undefined;
    const target = action === "configure" ? targetOf(body) : undefined;
    const offer = job ?? held().find((one) => one.productId === productId || isAsked(one, target, body));
    return {
      api,
      action: target === undefined ? action : ({ preview: "publish", live: "golive" } as const)[target],
      ...(offer !== undefined && { offer: nameOf(offer) }),
    };
  }

  return { perform, describe };
}

/** Whether a publish or launch asks for this product. */
function isAsked({ productId, offerId }: Offer, target: string | undefined, body: string): boolean {
  return (
    target !== undefined &&
    (body.includes(`product/${productId}`) || body.includes(`"externalId":"${offerId}"`))
  );
}

function isTarget(text: string): text is Target {
  return text === "draft" || text === "preview" || text === "live";
}

/** As Microsoft Graph words them. */
const PROBLEMS = {
  missing: "Access token is empty.",
  wrong: "Access token validation failure.",
  audience: "Access token validation failure. Invalid audience.",
} as const;
