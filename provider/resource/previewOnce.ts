import { messageOf } from "../errors";
import { PREVIEW_INPUT, type Declaration, type Properties } from "./inputs";
import { againText, diff, urnOf, type CheckResult, type Run } from "./lifecycle";
import { pastOf, tellPreview, type Past } from "./preview";
import { parseState } from "./state";

/** In a preview of a new resource: says what `up` would do, from read-only calls. */
export async function tellNew(
  olds: Properties,
  news: Properties,
  checked: CheckResult,
  run: Run,
): Promise<void> {
  const { inputs, failures } = checked;
  if (news[PREVIEW_INPUT] === true) run.preview.active = true;
  if (run.preview.active && failures.length === 0 && Object.keys(olds).length === 0) {
    await tellOnce(inputs, run, () => ({ mayRelaunch: true }));
  }
}

/** The same for a resource that `diff` finds something to do for: it alone is given what is remembered. */
export async function tellChanged(olds: Properties, news: Properties, run: Run): Promise<void> {
  if (run.preview.active && diff(olds, news).changes)
    await tellOnce(news, run, (declaration) => pastOf(parseState(olds), declaration));
}

/** The engine may ask more than once. */
async function tellOnce(
  inputs: Properties,
  run: Run,
  pastFor: (declaration: Declaration) => Past,
): Promise<void> {
  const urn = urnOf(inputs);
  const key = `${urn ?? ""} ${String(inputs["offerVersion"])}`;
  if (run.preview.told.has(key)) return;
  run.preview.told.add(key);
  const reporter = run.reporter(urn);
  const { brake, silent } = run.preview;
  try {
    await tellPreview(inputs, pastFor, { ...run, brake, silent, reporter, again: againText(urn) });
  } catch (error) {
    // A document that nobody foresaw must not keep anybody from previewing.
    reporter.info(`what up would do cannot be told: ${messageOf(error)}`);
  }
}
