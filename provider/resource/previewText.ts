import { decisionText } from "../decision/decisionText";
import type { Decision } from "../decision/situation";
import type { ErrorCode } from "../errors";
import { differences, differenceText } from "../marketplace/documentDiff";
import type { Documents, Look } from "../marketplace/service";

/** How many differences are listed. The rest are counted. */
const MAX_LISTED = 20;

export interface PreviewText {
  /** A warning with a code says what `up` would refuse, in the words of that error. One without is said by `up`, too. */
  readonly severity: "info" | "warning";
  /** The code of that error; absent when `up` would refuse nothing. */
  readonly code?: ErrorCode;
  readonly lines: readonly string[];
}

function slotText({ preview, production }: Look): string {
  const version = (slot: Look["preview"]): string =>
    slot === undefined ? "nothing" : `version ${slot.version ?? "without a number"}`;
  return `live now: ${version(production)}, in preview: ${version(preview)}`;
}

/** Whether something would become public, now or after this run has waited for it. */
export function showsDifferences(decision: Decision): boolean {
  // Another version in preview does not become public.
  return decision.kind === "launch" || (decision.kind === "wait" && decision.code === "NOT_READY");
}

/** The differences that would become public. */
function changes({ preview, production, unavailable }: Documents): readonly string[] {
  if (unavailable !== undefined) return [`differences cannot be shown: ${unavailable}`];
  if (preview === undefined) return [];
  if (production === undefined) return ["nothing of this offer is live yet: all of it would become public"];
  const found = differences(production, preview);
  const all = found.filter(({ queryAlone }) => queryAlone !== true);
  const signed = found.length - all.length;
  const addresses =
    signed === 0 ? [] : [`${signed} address${signed === 1 ? "" : "es"} with nothing new but the signature`];
  if (all.length === 0) return ["what is in preview does not differ from what is live", ...addresses];
  const rest = all.length > MAX_LISTED ? [`... and ${all.length - MAX_LISTED} more`] : [];
  const listed = all.slice(0, MAX_LISTED).map(differenceText);
  return [
    `would become public (${all.length} difference${all.length === 1 ? "" : "s"}):`,
    ...listed.map((line) => `  ${line}`),
    ...rest,
    ...addresses,
  ];
}

export interface Foreseen {
  /** The offer's name. */
  readonly offer: string;
  readonly declared: string;
  readonly decision: Decision;
  readonly look: Look;
  readonly documents: Documents;
  /** A rehearsal: `up` itself would stop before the launch request. */
  readonly readOnly: boolean;
  /** How a person launches the same version again. */
  readonly again: string;
}

/** Says what `pulumi up` would do about an offer, for a person who decides whether to run it. */
export function previewText(foreseen: Foreseen): PreviewText {
  const { offer, declared, decision, look, documents, readOnly, again } = foreseen;
  const { severity, code, text } = decisionText(decision, {
    declared,
    preview: look.preview?.version,
    again,
  });
  const slots = slotText(look);
  if (code !== undefined) {
    const lines = decision.kind === "refuse" ? [`${offer}: ${text}`, `(${slots})`] : [`${offer}: ${text}`];
    return { severity, code, lines };
  }
  const rehearsal = decision.kind === "launch" && readOnly ? "; a rehearsal, since readOnly is set" : "";
  const differences = showsDifferences(decision) ? changes(documents) : [];
  return { severity, lines: [`${offer}: ${text} (${slots}${rehearsal})`, ...differences] };
}
