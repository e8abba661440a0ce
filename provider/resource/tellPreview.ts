import { MarketplaceError, messageOf } from "../errors";
import { nameOf } from "../marketplace/offer";
import { asReplacement, attemptOf, beforePostInPreview, type LaunchAttempt } from "./launchAttempt";
import { failureOf, type CheckFailure } from "./declaration";
import { foresee, isKnown } from "./preview";
import type { PreviewText } from "./previewText";
import type { Properties } from "./properties";
import type { Run } from "./run";

function warningOf(error: MarketplaceError): PreviewText {
  return { severity: "warning", code: error.code, lines: [error.message] };
}

async function lookAhead(attempt: LaunchAttempt, run: Run): Promise<PreviewText> {
  const { declaration, remembered, urn } = attempt;
  const { api } = declaration;
  const text = await foresee(declaration, remembered.launch, {
    service: () => run.service(api),
    clock: run.clock,
    signal: run.signal,
    beforePost: () => beforePostInPreview(attempt, run),
    silence: run.preview.silence(api),
    readOnly: run.settings().readOnly,
    urn,
  });
  if (!remembered.isReplaced || text.code === undefined) return text;
  const end = ` [${text.code}]`;
  const [first = "", ...rest] = text.lines;
  const error = new MarketplaceError(text.code, first.endsWith(end) ? first.slice(0, -end.length) : first);
  const replaced = asReplacement(error, attempt);
  return replaced === error ? text : { ...warningOf(replaced), lines: [replaced.message, ...rest] };
}

/** Foresees what `up` would do. The engine may ask more than once, and gets the same text. */
async function foreseen(
  inputs: Properties,
  olds: Properties | undefined,
  urn: string | undefined,
  run: Run,
): Promise<PreviewText> {
  if (!isKnown(inputs)) {
    const line = "an input is not known yet, so only up can say whether it launches";
    return { severity: "info", lines: [line] };
  }
  try {
    const attempt = attemptOf(inputs, olds, urn, run);
    const { key, remembered } = attempt;
    const question = `${urn ?? ""} ${key} ${String(remembered.isReplaced)}`;
    const before = run.preview.foreseen.get(question) ?? lookAhead(attempt, run);
    run.preview.foreseen.set(question, before);
    return await before;
  } catch (error) {
    if (error instanceof MarketplaceError) return warningOf(error);
    // An unexpected document must not break the preview.
    const line = `cannot predict what up would do: ${messageOf(error)}`;
    return { severity: "warning", code: "RESPONSE_INVALID", lines: [line] };
  }
}

/** Says what `up` would do. With `strictPreview`, returns a refusal instead. */
async function tell(
  inputs: Properties,
  olds: Properties | undefined,
  urn: string | undefined,
  run: Run,
): Promise<MarketplaceError | undefined> {
  const { skipPreviewLook, strictPreview } = run.settings();
  if (skipPreviewLook && !strictPreview) return undefined;
  const { severity, code, lines } = await foreseen(inputs, olds, urn, run);
  const text = lines.join("\n");
  if (strictPreview && severity === "warning" && code !== undefined) {
    return new MarketplaceError(code, text.replace(` [${code}]`, ""));
  }
  const key = `${urn ?? nameOf({ publisherId: String(inputs["publisherId"]), offerId: String(inputs["offerId"]) })} ${text}`;
  if (run.preview.said.has(key)) return undefined;
  run.preview.said.add(key);
  const reporter = run.reporter(urn);
  if (severity === "warning") reporter.warn(text);
  else reporter.info(text);
  return undefined;
}

/** For a new resource in a preview: says what `up` would do, from read-only requests. */
export async function tellNew(
  inputs: Properties,
  urn: string | undefined,
  run: Run,
): Promise<readonly CheckFailure[]> {
  const refusal = await tell(inputs, undefined, urn, run);
  return refusal === undefined ? [] : [failureOf(refusal)];
}

/** The same for a resource with changes. With `strictPreview` it throws what `up` would refuse. */
export async function tellChanged(
  olds: Properties,
  news: Properties,
  urn: string | undefined,
  run: Run,
): Promise<void> {
  const refusal = await tell(news, olds, urn, run);
  if (refusal !== undefined) throw refusal;
}
