import { parseVersion } from "../version";
import { asArray, fieldOf, invalidResponse, parseJson, stringField, textField } from "../../values/json";
import type { Submission } from "../service";
import { cleanPlainText } from "../../values/text";
import { parseTime } from "../../values/time";
import { normalizeWord, wordOf } from "../../values/word";
import { toOperationStatus } from "./statusWords";

const WHAT = "The list of operations";

const ID_LENGTH = 300;

/**
 * Reads the list of an offer's operations, in the form of the documentation's sample or of its property table. Leaves
 * out items without an id that a URL can hold. Throws `RESPONSE_INVALID` when the body is not a list. `urlOf` returns
 * the URL of an operation, or `undefined`.
 *
 * An item's `version` is a stamp of its revision, not a version of the offer, and is not read.
 */
export function parseSubmissions(
  body: string,
  urlOf: (operationId: string) => string | undefined,
): readonly Submission[] {
  const items = asArray(parseJson(body, WHAT));
  if (items === undefined) throw invalidResponse(WHAT, "is not a list", body);
  return items.map((item) => parseSubmission(item, urlOf)).filter((item) => item !== undefined);
}

function parseSubmission(
  item: unknown,
  urlOf: (operationId: string) => string | undefined,
): Submission | undefined {
  const id = textField(item, "id");
  const operationUrl = id === undefined ? undefined : urlOf(id);
  if (id === undefined || operationUrl === undefined) return undefined;
  const state = wordOf(item, "submissionState");
  const word = state === "" ? wordOf(item, "status") : state;
  const version = parseVersion(fieldOf(item, "offerVersion"));
  const changedAt = [
    stringField(item, "changedTime"),
    stringField(fieldOf(item, "definition"), "changedTime"),
    stringField(item, "lastActionDateTime"),
    stringField(item, "createdDateTime"),
  ]
    .map(parseTime)
    .find((time) => time !== undefined);
  return {
    id: cleanPlainText(id, ID_LENGTH),
    kind: judgeKind(item),
    status: toOperationStatus(word),
    word: word === "" ? "(no state)" : word,
    ...(version === undefined ? {} : { version }),
    ...(changedAt === undefined ? {} : { changedAt }),
    operationUrl,
  };
}

const PREVIEW_SLOTS: readonly string[] = ["staging", "preview"];
const PRODUCTION_SLOTS: readonly string[] = ["production", "live"];

/**
 * The slot counts first: the documented sample calls everything a publish, and calls preview staging. Anything but a
 * publish to preview or a launch, such as a cancel, is `other`.
 */
function judgeKind(item: unknown): Submission["kind"] {
  const slot = normalizeWord(stringField(item, "slot") ?? "");
  // The documentation's table spells it `Publish/GGoLive`.
  const type = normalizeWord(stringField(item, "submissionType") ?? "");
  if (type.includes("cancel")) return "other";
  if (PRODUCTION_SLOTS.includes(slot) || type.endsWith("golive")) return "launch";
  if (PREVIEW_SLOTS.includes(slot)) return type === "" || type === "publish" ? "publish" : "other";
  return slot === "" && type === "publish" ? "publish" : "other";
}
