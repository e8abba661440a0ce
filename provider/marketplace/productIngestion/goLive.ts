import { isMarketplaceError, withoutCode } from "../../errors";
import { fieldOf, parseJson } from "../../values/json";
import type { PostOutcome } from "../http/requester";
import type { HttpResponse } from "../http/transport";
import { judgeWrite } from "../http/writeAnswer";
import type { GoLiveAnswer, Observation } from "../service";
import { isSettled } from "../operationStatus";
import type { Version } from "../version";
import { schemaUrl } from "./api";
import { detailsText, isBusy } from "./nestedErrors";
import { parseJob } from "./job";
import { jobPath } from "./paths";

/** Something else that is running has locked the product. */
const LOCKED = 423;

/**
 * The body of the write: the submission that was seen in preview, and nothing else. Never an entry as it was read:
 * with `lifecycleState` in it, the same call takes an offer off sale.
 */
export function goLiveBody(guid: string, number: Version, schema: string): unknown {
  return {
    $schema: schemaUrl("configure", schema),
    resources: [
      {
        $schema: schemaUrl("submission", schema),
        id: `submission/${guid}/${number}`,
        product: `product/${guid}`,
        target: { targetType: "live" },
      },
    ],
  };
}

/**
 * Reads the outcome of the write. `resolve` makes a path a URL of the API. The response's own address of the job,
 * `resourceUri`, is never followed: it leads to another host. Throws the error of a write that never had a
 * connection.
 */
export function judgeGoLive(outcome: PostOutcome, resolve: (path: string) => string): GoLiveAnswer {
  const answer = judgeWrite(outcome, [LOCKED]);
  if (answer.kind === "accepted") return { kind: "accepted", ...findJob(answer.response, resolve) };
  if (answer.kind !== "refused") return answer;
  const { refused, response } = answer;
  const error = errorOf(response.body);
  const details = detailsText(error);
  return {
    ...refused,
    busy: refused.busy || isBusy(error),
    message: details === "" ? refused.message : `${refused.message} (details: ${details})`,
  };
}

function errorOf(body: string): unknown {
  try {
    return fieldOf(parseJson(body, "The error"), "error");
  } catch {
    return undefined;
  }
}

function findJob(
  response: HttpResponse,
  resolve: (path: string) => string,
): { readonly operationUrl?: string; readonly remark?: string; readonly observation?: Observation } {
  try {
    const { id, observation } = parseJob(response.body);
    return {
      ...(id === undefined
        ? { remark: "the response names no job. The launch is followed by the offer's submissions" }
        : { operationUrl: resolve(jobPath(id)) }),
      ...(isSettled(observation.status) ? { observation } : {}),
    };
  } catch (error) {
    if (!isMarketplaceError(error)) throw error;
    return { remark: `the launch was accepted, but the response cannot be read: ${withoutCode(error)}` };
  }
}
