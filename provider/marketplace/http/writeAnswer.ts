import { withoutCode } from "../../errors";
import type { PostOutcome } from "./requester";
import type { HttpResponse } from "./transport";

/** Statuses after which certainly nothing was started. After any other but 2xx, something may have been. */
const REFUSED: readonly number[] = [400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 429];

/** Something else is running, or has changed in between. */
const BUSY: readonly number[] = [409, 412];

/** A response after which certainly nothing was started. */
export interface RefusedWrite {
  readonly kind: "refused";
  readonly busy: boolean;
  readonly httpStatus: number;
  /** The service's own code for the error. */
  readonly code?: string;
  readonly message: string;
}

/** The response to a write. `unknown`: it may or may not have been accepted. */
export type WriteAnswer =
  | { readonly kind: "accepted"; readonly response: HttpResponse }
  | { readonly kind: "refused"; readonly refused: RefusedWrite; readonly response: HttpResponse }
  | { readonly kind: "unknown"; readonly message: string }
  | { readonly kind: "notSent"; readonly reason?: string };

/**
 * Classifies the outcome of a write. Throws the error of one that never had a connection.
 *
 * @param alsoBusy - more statuses that mean that something else is running
 */
export function judgeWrite(outcome: PostOutcome, alsoBusy: readonly number[] = []): WriteAnswer {
  if (outcome.kind === "notSent") {
    const { error, ...notSent } = outcome;
    if (error !== undefined) throw error;
    return notSent;
  }
  if (outcome.kind === "lost") return { kind: "unknown", message: withoutCode(outcome.error) };
  const { response, refusal } = outcome;
  if (refusal === undefined) return { kind: "accepted", response };
  const { status } = response;
  if (![...REFUSED, ...alsoBusy].includes(status)) return { kind: "unknown", message: refusal.message };
  const refused: RefusedWrite = {
    kind: "refused",
    busy: [...BUSY, ...alsoBusy].includes(status),
    httpStatus: status,
    ...(refusal.serviceCode === undefined ? {} : { code: refusal.serviceCode }),
    message: refusal.message,
  };
  return { kind: "refused", refused, response };
}
