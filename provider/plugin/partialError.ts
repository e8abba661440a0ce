import type { Metadata, ServerErrorResponse } from "@grpc/grpc-js";
import { messageOf } from "../errors";
import type { Properties } from "../resource/properties";
import { sdk } from "./sdk";
import { toWire } from "./wire";

/** A launch that is still running, or did not end as asked: the engine keeps it, and shows why. */
export class PartialError extends Error {
  override readonly name = "PartialError";

  constructor(
    readonly id: string,
    readonly outputs: Properties,
    reason: string,
    /** Only in a refresh. */
    readonly inputs?: Properties,
  ) {
    super(reason);
  }
}

/** The header in which gRPC carries more than a code and a text. */
const DETAILS = "grpc-status-details-bin";
const INIT_FAILED = "pulumirpc.ErrorResourceInitFailed";

function detailsOf({ id, outputs, inputs, message }: PartialError, code: number): Metadata {
  const failed = new sdk.provider.ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(toWire(outputs));
  failed.setReasonsList([message]);
  if (inputs !== undefined) failed.setInputs(toWire(inputs));
  const any = new sdk.Any();
  any.pack(failed.serializeBinary(), INIT_FAILED);
  const status = new sdk.status.Status();
  status.setCode(code);
  status.setMessage(message);
  status.addDetails(any);
  const metadata = new sdk.grpc.Metadata();
  metadata.add(DETAILS, Buffer.from(status.serializeBinary()));
  return metadata;
}

/** Any error, in the form that the engine takes. */
export function statusOf(error: unknown): Partial<ServerErrorResponse> & { code: number } {
  const code = sdk.grpc.status.UNKNOWN;
  const details = messageOf(error);
  if (!(error instanceof PartialError)) return { code, details };
  return { code, details, metadata: detailsOf(error, code) };
}
