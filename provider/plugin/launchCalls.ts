import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { CallContext } from "../resource/context";
import { check as checkInputs } from "../resource/check";
import { failureText } from "../resource/declaration";
import * as lifecycle from "../resource/lifecycle";
import type { Properties } from "../resource/properties";
import { failureMessages } from "./checkFailures";
import { changedProperties, diffResponse } from "./detailedDiff";
import { importOffer } from "./importOffer";
import { PartialError } from "./partialError";
import { previewed } from "./preview";
import { refreshed } from "./refresh";
import { sdk } from "./sdk";
import type { Session } from "./sessions";
import { OFFER_GO_LIVE, requireToken, typeOf } from "./typeNames";
import { fromWire, toWire } from "./wire";

// The calls about a launch: each reads its request, asks the core, and writes the response.

interface LaunchCall {
  getUrn(): string;
  getTimeout?: () => number;
}

/** Check and diff are not told whether this is a preview. Create and update say what `up` would do. */
function contextOf(request: LaunchCall): CallContext & { readonly urn: string } {
  const urn = request.getUrn();
  requireToken(typeOf(urn), OFFER_GO_LIVE);
  const seconds = request.getTimeout?.() ?? 0;
  return { urn, preview: false, ...(seconds > 0 ? { timeoutSeconds: seconds } : {}) };
}

/** The outputs of a run that ended as asked. Otherwise throws, and the engine keeps what is known. */
function outputsOf(end: lifecycle.LaunchEnd): Properties {
  if (end.kind === "partial") throw new PartialError(end.id, end.outputs, end.reason);
  return end.outputs;
}

export async function check(request: CheckRequest, { run }: Session): Promise<CheckResponse> {
  const context = contextOf(request);
  const olds = fromWire(request.getOlds());
  const news = fromWire(request.getNews());
  const { inputs, failures } = await checkInputs(olds, news, context, run);
  // The default would hide the resource's customTimeouts, which only create and update are told.
  const { timeout: _default, ...others } = inputs;
  const response = new sdk.provider.CheckResponse();
  response.setInputs(toWire(news["timeout"] === undefined ? others : inputs));
  const told = failures.map((one) => ({ property: one.property, reason: failureText(one) }));
  response.setFailuresList(failureMessages(told));
  return response;
}

export async function diff(request: DiffRequest, { run }: Session): Promise<DiffResponse> {
  const context = contextOf(request);
  const olds = fromWire(request.getOlds());
  const news = fromWire(request.getNews());
  const { changes } = await lifecycle.diff(olds, news, context, run);
  return diffResponse(changes, changedProperties(olds, news));
}

export async function create(request: CreateRequest, { run }: Session): Promise<CreateResponse> {
  const context = contextOf(request);
  const inputs = fromWire(request.getProperties());
  const response = new sdk.provider.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toWire(await previewed(inputs, undefined, context.urn, run)));
    return response;
  }
  const end = await lifecycle.create(inputs, context, run);
  response.setProperties(toWire(outputsOf(end)));
  response.setId(end.id);
  return response;
}

export async function update(request: UpdateRequest, { run }: Session): Promise<UpdateResponse> {
  const context = contextOf(request);
  const olds = fromWire(request.getOlds());
  const news = fromWire(request.getNews());
  const outputs = request.getPreview()
    ? await previewed(news, olds, context.urn, run)
    : outputsOf(await lifecycle.update(olds, news, context, run));
  const response = new sdk.provider.UpdateResponse();
  response.setProperties(toWire(outputs));
  return response;
}

export async function read(request: ReadRequest, { run }: Session): Promise<ReadResponse> {
  requireToken(typeOf(request.getUrn()), OFFER_GO_LIVE);
  const id = request.getId();
  const outputs = fromWire(request.getProperties());
  const found =
    Object.keys(outputs).length === 0
      ? await importOffer(id, run)
      : await refreshed(id, outputs, fromWire(request.getInputs()), run);
  const response = new sdk.provider.ReadResponse();
  response.setId(found.id);
  response.setProperties(toWire(found.outputs));
  response.setInputs(toWire(found.inputs));
  return response;
}

export function remove(request: DeleteRequest, { run }: Session): Empty {
  lifecycle.remove(fromWire(request.getProperties()), contextOf(request), run);
  return new sdk.Empty();
}
