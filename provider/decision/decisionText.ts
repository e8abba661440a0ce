import type { ErrorCode } from "../errors";
import type { Decision } from "./situation";
import type { Version } from "../marketplace/version";

export interface DecisionText {
  /** A warning says which error `up` would end with, or, without a code, that what it follows may be another version. */
  readonly severity: "info" | "warning";
  /** The error's code. The text ends with it. */
  readonly code?: ErrorCode;
  /** The decision as part of a sentence after the offer's name. */
  readonly text: string;
}

export interface Wording {
  readonly declared: Version;
  /** The version in preview, if it has a number. */
  readonly preview?: Version | undefined;
  /** How a person launches the same version again. */
  readonly again?: string | undefined;
}

/** The sentence that says how to launch the same version again. It is the last one. */
export function againText(again: string): string {
  return `To launch the same version again, run ${again}`;
}

/** The text of an error about a decision that ends a run: the reason, and what to do. */
export function reasonOf(
  decision: Extract<Decision, { kind: "wait" | "refuse" | "indeterminate" }>,
  again = "pulumi up --replace with the resource's URN",
): string {
  switch (decision.kind) {
    case "wait":
      return decision.reason;
    case "refuse":
      return decision.replace === true ? `${decision.reason}. ${againText(again)}` : decision.reason;
    case "indeterminate":
      return decision.proven ? `${decision.reason}. ${againText(again)}` : decision.reason;
  }
}

function warning(code: ErrorCode, text: string): DecisionText {
  return { severity: "warning", code, text: `${text} [${code}]` };
}

/** Says what `pulumi up` would do, in the words of previews and look. */
export function decisionText(decision: Decision, { declared, preview, again }: Wording): DecisionText {
  switch (decision.kind) {
    case "launch":
      return {
        severity: "info",
        text: `up would launch version ${preview ?? declared}, which is ready${decision.remark === undefined ? "" : `: ${decision.remark}`}`,
      };
    case "adopt":
      return {
        severity: decision.remark === undefined ? "info" : "warning",
        text:
          (decision.confirms === true
            ? `up would not launch version ${declared} again, since it was already launched, and would wait until production shows it`
            : `up would follow the launch of version ${declared} that is already running, without sending another, and report how it ends`) +
          (decision.remark === undefined ? "" : `: ${decision.remark}`),
      };
    case "done":
      return {
        severity: "info",
        text: `up would launch nothing, since version ${declared} is already live${decision.remark === undefined ? "" : `: ${decision.remark}`}`,
      };
    case "wait":
      return { severity: "info", text: `up would wait: ${decision.reason}` };
    case "refuse":
      return warning(decision.code, reasonOf(decision, again));
    case "failedBefore":
      return warning(decision.failure.code, decision.failure.message);
    case "indeterminate":
      return warning("LAUNCH_INDETERMINATE", reasonOf(decision, again));
  }
}
