import { decisionText } from "../decision/decisionText";
import type { Decision } from "../decision/situation";
import type { Version } from "../marketplace/version";
import type { OfferFacts, OperationFacts, ProductFacts } from "./offerFacts";

function wouldText(declared: Version, preview: Version | undefined, decision: Decision): string {
  const { code, text } = decisionText(decision, { declared, preview });
  const does = code === undefined ? text : `up would refuse version ${declared}: ${text}`;
  return `pulumi ${does} (in a stack that has not launched it before)`;
}

function productLines({ id, alias, type, address }: ProductFacts): readonly string[] {
  const named = [alias === undefined ? undefined : JSON.stringify(alias), type].filter(
    (part) => part !== undefined,
  );
  return [
    `product     ${id}${named.length === 0 ? "" : ` (${named.join(", ")})`}`,
    ...(address === undefined ? [] : [`at          ${address}`]),
    "publisher   not checked: this API shows none, so the product above tells whose offer it is",
  ];
}

/** In columns as wide as their longest entry: a version may have one digit or nineteen. */
function operationLines(operations: readonly OperationFacts[]): readonly string[] {
  if (operations.length === 0) return ["operations  none listed"];
  const rows = operations.map(({ id, kind, status, version = "?", changedTime = "" }) => [
    kind,
    version,
    status,
    changedTime,
    id,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`;
  return ["operations", ...rows.map(line)];
}

/** The facts for a person, one line each. */
export function factsText(
  facts: OfferFacts,
  declared: Version | undefined,
  decision: Decision | undefined,
): string {
  const { previewVersion = "nothing, or without a number", liveVersion = "nothing, or without a number" } =
    facts;
  const step = facts.step === undefined ? "" : `, step "${facts.step}"`;
  return [
    `${facts.publisherId}/${facts.offerId}`,
    ...(facts.product === undefined ? [] : productLines(facts.product)),
    `live now    ${liveVersion}`,
    `in preview  ${previewVersion}`,
    `phase       ${facts.phase} (status "${facts.status}"${step})`,
    ...operationLines(facts.operations),
    ...(declared === undefined || decision === undefined
      ? []
      : [wouldText(declared, facts.previewVersion, decision)]),
  ].join("\n");
}
