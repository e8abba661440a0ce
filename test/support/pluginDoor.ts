import assert from "node:assert/strict";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as calls from "../../provider/plugin/launchCalls";
import { statusOf } from "../../provider/plugin/partialError";
import { sdk } from "../../provider/plugin/sdk";
import type { Session } from "../../provider/plugin/sessions";
import { fromWire, toWire } from "../../provider/plugin/wire";
import type { LaunchEnd } from "../../provider/resource/lifecycle";
import type { Properties } from "../../provider/resource/properties";
import type { Run } from "../../provider/resource/run";
import type { EngineDoor } from "./door";

const URN = "urn:pulumi:dev::app::azure-marketplace:index:OfferGoLive::offer";

const { provider, status } = sdk;

function sessionOf(run: Run): Session {
  return { run, configure: () => undefined, cancel: () => undefined };
}

interface Kept {
  readonly id: string;
  readonly outputs: Record<string, unknown>;
  readonly reason: string;
}

/** The parts that the engine takes from an error that says "failed, but keep it". */
function keptBy(error: unknown): Kept | undefined {
  const [details] = statusOf(error).metadata?.get("grpc-status-details-bin") ?? [];
  if (details === undefined) return undefined;
  const [any] = status.Status.deserializeBinary(details as Buffer).getDetailsList();
  assert.equal(any?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
  const failed = provider.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  const [reason = ""] = failed.getReasonsList();
  return { id: failed.getId(), outputs: plain(failed.getProperties()), reason };
}

function plain(struct: Struct | undefined): Record<string, unknown> {
  return fromWire(struct);
}

async function ended(
  work: Promise<{ readonly id: string; readonly struct: Struct | undefined }>,
): Promise<LaunchEnd> {
  try {
    const { id, struct } = await work;
    return { kind: "done", id, outputs: plain(struct) };
  } catch (error) {
    const kept = keptBy(error);
    // The engine is told a text, and never the object that was thrown.
    if (kept === undefined) throw new Error(statusOf(error).details ?? "", { cause: error });
    return { kind: "partial", ...kept };
  }
}

function createRequest(inputs: Properties): InstanceType<typeof provider.CreateRequest> {
  return new provider.CreateRequest().setUrn(URN).setProperties(toWire(inputs));
}

function updateRequest(olds: Properties, news: Properties): InstanceType<typeof provider.UpdateRequest> {
  return new provider.UpdateRequest().setUrn(URN).setOlds(toWire(olds)).setNews(toWire(news));
}

/** The calls that the engine makes of the provider plugin, with the messages in which it makes them. */
export const PLUGIN: EngineDoor = {
  name: "the provider plugin",
  async check(olds, news, _isPreview, run) {
    const request = new provider.CheckRequest().setUrn(URN).setOlds(toWire(olds)).setNews(toWire(news));
    const response = await calls.check(request, sessionOf(run));
    const failures = response.getFailuresList().map((one) => one.getReason());
    return { inputs: plain(response.getInputs()), failures };
  },
  async diff(olds, news, _isPreview, run) {
    const request = new provider.DiffRequest().setUrn(URN).setOlds(toWire(olds)).setNews(toWire(news));
    const response = await calls.diff(request, sessionOf(run));
    assert.deepEqual(response.getReplacesList(), [], "nothing ever replaces the resource");
    return { changes: response.getChanges() === provider.DiffResponse.DiffChanges.DIFF_SOME };
  },
  create: (inputs, run) =>
    ended(
      calls
        .create(createRequest(inputs), sessionOf(run))
        .then((response) => ({ id: response.getId(), struct: response.getProperties() })),
    ),
  update: (olds, news, run) =>
    ended(
      calls
        .update(updateRequest(olds, news), sessionOf(run))
        // The engine keeps the id that it has.
        .then((response) => ({
          id: `${String(news["publisherId"])}/${String(news["offerId"])}`,
          struct: response.getProperties(),
        })),
    ),
  async foresee(inputs, olds, run) {
    await ended(
      olds === undefined
        ? calls
            .create(createRequest(inputs).setPreview(true), sessionOf(run))
            .then((response) => ({ id: "", struct: response.getProperties() }))
        : calls
            .update(updateRequest(olds, inputs).setPreview(true), sessionOf(run))
            .then((response) => ({ id: "", struct: response.getProperties() })),
    );
  },
  async read(id, outputs, inputs, run) {
    const request = new provider.ReadRequest()
      .setUrn(URN)
      .setId(id)
      .setProperties(toWire(outputs))
      .setInputs(toWire(inputs));
    const end = await ended(
      calls
        .read(request, sessionOf(run))
        .then((response) => ({ id: response.getId(), struct: response.getProperties() })),
    );
    return end.kind === "partial" ? end : { id: end.id, outputs: end.outputs };
  },
  remove(outputs, run) {
    calls.remove(new provider.DeleteRequest().setUrn(URN).setProperties(toWire(outputs)), sessionOf(run));
  },
};
