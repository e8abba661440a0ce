import { withoutCode } from "../../errors";
import type { PostOutcome } from "../http/requester";
import { judgeWrite } from "../http/writeAnswer";
import type { GoLiveAnswer } from "../service";
import { cleanPlainText } from "../../values/text";
import type { HttpResponse } from "../http/transport";

/** The documentation of 2018 names the first one, that of 2020 the second. */
const LOCATION_HEADERS = ["operation-location", "location"] as const;

/** Real ones have about 200 characters. What is stored and shown needs a limit. */
const MAX_REFERENCE_LENGTH = 2_000;

/**
 * Reads the outcome of the write. `resolve` makes a header's URL absolute, and throws for a foreign one. Throws the
 * error of a write that never had a connection.
 */
export function judgeGoLive(outcome: PostOutcome, resolve: (reference: string) => string): GoLiveAnswer {
  const answer = judgeWrite(outcome);
  if (answer.kind === "accepted") return { kind: "accepted", ...findOperation(answer.response, resolve) };
  return answer.kind === "refused" ? answer.refused : answer;
}

function findOperation(
  response: HttpResponse,
  resolve: (reference: string) => string,
): { readonly operationUrl: string } | { readonly remark: string } {
  let remark = "the response names no operation";
  for (const name of LOCATION_HEADERS) {
    const reference = response.headers[name]?.trim() ?? "";
    if (reference === "") continue;
    if (reference.length > MAX_REFERENCE_LENGTH) {
      remark = `the response's ${name} has more than ${MAX_REFERENCE_LENGTH} characters`;
      continue;
    }
    try {
      const url = resolve(reference);
      // Followed as an operation, a document of the offer itself would read as a success at once.
      if (/\/operations\/[^/]/i.test(new URL(url).pathname)) return { operationUrl: url };
      remark = `the response's ${name} is not an operation: ${cleanPlainText(reference, 200)}`;
    } catch (error) {
      remark = `the response's ${name} cannot be used: ${withoutCode(error)}`;
    }
  }
  return { remark };
}
