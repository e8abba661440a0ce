import { parseBody, member, type JsonObject } from "../body";
import { json, type SimulatorResponse, type Wire } from "../exchange";
import type { Written } from "../face";
import { inPreview, runningAt, type Offer } from "../offer";
import type { Refusal } from "../start";
import type { Operation } from "../operation";
import { guidOf, type Resource } from "../resources";
import type { Store } from "../store";
import type { Ingestion } from "./ingestionOptions";
import { NOT_LATEST, refusedJob, WITHOUT_NUMBER, type JobError } from "./jobErrors";
import { jobDocument, seenJob, type Job, type Jobs } from "./jobs";
import { productsOf } from "./productsOf";
import { parameter, type IngestionRoute } from "./route";
import { configureBody, isNewer } from "./validate";
import { badRequest, dressed, waitHeaders } from "./wire";

/** Everything that a `configure` needs besides its body. */
export interface ConfigureContext {
  readonly route: IngestionRoute;
  readonly ingestion: Ingestion;
  readonly store: Store;
  readonly jobs: Jobs;
  readonly now: number;
  /** Seconds, as a header says them. */
  readonly retryAfter: string | undefined;
}

/** The target that a `configure` asks for; `undefined` when it only changes the draft. */
export function targetOf(body: string): "preview" | "live" | undefined {
  const resources = member(parseBody(body), "resources");
  const list = Array.isArray(resources) ? (resources as readonly Wire[]) : [];
  const targets = list.map((one) => member(member(one, "target"), "targetType"));
  return targets.find((one) => one === "live" || one === "preview");
}

/** The one write of the API: changes the draft, publishes it to preview, takes preview live, or takes an offer off sale. */
export function configure(text: string, context: ConfigureContext): Written {
  const { route, ingestion, store, now, jobs } = context;
  const body = configureBody(parseBody(text));
  if (typeof body === "string") return { response: badRequest(body) };
  const ceiling = parameter(route.query, "$version");
  const newer = body.versions.find((version) => ceiling !== undefined && isNewer(version, ceiling));
  if (newer !== undefined)
    return { response: badRequest(`$version is older than the schema version ${newer}.`) };
  const withdrawn = body.versions.find((version) => ingestion.withdrawnSchemas.includes(version));
  if (withdrawn !== undefined)
    return { response: badRequest(`The schema version ${withdrawn} is deprecated.`) };

  const found = productsOf(body.resources, store.offers);
  if (typeof found === "string") return { response: badRequest(found) };
  const submissions = body.resources
    .filter(({ kind }) => kind === "submission")
    .map(({ resource }) => resource);
  if (submissions.length > 1) return { response: badRequest("There may be one submission only.") };
  const changes = body.resources.filter(({ kind }) => kind !== "submission");
  const [submission] = submissions;
  const asked = submission && askedOf(submission);
  if (asked?.refusal !== undefined && ingestion.launchWithoutNumber === "400") {
    return { response: badRequest(asked.refusal) };
  }

  const offer = changes.length === 0 ? found : changed(found, changes, context);
  const written = changes.map(({ resource }) => resource as Resource);
  if (asked === undefined) return accepted(offer, { resources: written, duration: ingestion.configureTime });
  if (asked.refusal !== undefined)
    return refusedLater([{ code: "badRequest", message: asked.refusal, details: [] }]);
  const running = runningAt(offer, now);
  if (running !== undefined) return refusedLater(refusedJob("busy", running.submission));
  const started = start(offer, asked, context);
  if (typeof started === "string") return refusedLater(refusedJob(started, undefined));
  if ("errors" in started) return refusedLater(started.errors);
  const { submission: number, offerVersion: version, id: operationId } = started;
  return { ...accepted(offer, { operationId, resources: written }), submission: number, version };

  function refusedLater(errors: readonly JobError[]): Written {
    return accepted(offer, { errors, duration: ingestion.refusalTime });
  }

  function accepted(of: Offer, made: Partial<Job>): Written {
    const { operationId, duration = 0, errors = [], resources = [] } = made;
    const job = jobs.add(of, { startedAt: now, operationId, duration, errors, resources });
    const current = store.find(of.publisherId, of.offerId) ?? of;
    return { response: jobResponse(202, job, current, context) };
  }
}

/** A job as an answer. */
export function jobResponse(
  status: number,
  job: Job,
  offer: Offer,
  { store, ingestion, now, retryAfter }: Pick<ConfigureContext, "store" | "ingestion" | "now" | "retryAfter">,
): SimulatorResponse {
  const { state, seen } = seenJob(job, offer, store, now);
  const headers = state.status === "completed" ? {} : waitHeaders(retryAfter);
  return json(status, dressed(jobDocument(job, state, seen, ingestion), ingestion), headers);
}

interface Asked {
  readonly target: "draft" | "preview" | "live";
  readonly number: string;
  readonly offSale: boolean;
  readonly refusal: string | undefined;
}

function askedOf(submission: JsonObject): Asked {
  const id = submission["id"];
  const number = typeof id === "string" ? (/[0-9]+$/.exec(id)?.[0] ?? "0") : "0";
  const targetType = member(submission["target"], "targetType");
  const target = targetType === "live" || targetType === "preview" ? targetType : "draft";
  const offSale = submission["lifecycleState"] === "deprecated" && target === "live";
  return { target, number, offSale, refusal: refusal() };

  function refusal(): string | undefined {
    if (target === "draft") return "The target has to be preview or live.";
    return target === "live" && /^0+$/.test(number) ? WITHOUT_NUMBER : undefined;
  }
}

function start(
  offer: Offer,
  { target, number, offSale }: Asked,
  { store, now }: ConfigureContext,
): Operation | Refusal | { readonly errors: readonly JobError[] } {
  if (offSale) return store.stopSelling(offer);
  if (target !== "live") return store.start(offer, "publish", {});
  const latest = offer.operations.findLast(({ kind }) => kind === "publish");
  const waiting = inPreview(offer, now);
  if (latest !== waiting || waiting?.submission !== number) return { errors: [NOT_LATEST] };
  return store.start(offer, "goLive", {});
}

/** The offer with resources of its draft changed, or added. */
function changed(
  offer: Offer,
  changes: readonly { readonly kind: string; readonly resource: JsonObject }[],
  { store, now }: ConfigureContext,
): Offer {
  const resources = new Map(offer.draft.resources.map((one) => [one.id, one]));
  for (const [index, { kind, resource }] of changes.entries()) {
    const given = resource["id"];
    const own = guidOf(`${offer.productId} ${kind} ${resources.size + index}`);
    const id = typeof given === "string" ? given : `${kind}/${offer.productId}/${own}`;
    resources.set(id, { ...resource, id, $schema: textOf(resource["$schema"]) });
  }
  const { draft } = offer;
  const after = {
    ...offer,
    draft: { ...draft, resources: [...resources.values()], changedAt: now, revision: draft.revision + 1 },
  };
  store.save(after);
  return after;
}

function textOf(value: Wire): string {
  return typeof value === "string" ? value : "";
}
