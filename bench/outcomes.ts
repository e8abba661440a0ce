import { runCoreLro } from "./coreLro";
import { FORMS, type Form } from "./forms";
import { runOurs } from "./ours";
import { seededRandom } from "./statistics";
import type { Trial } from "./trial";

const DURATION_MS = 65_000;
/** A client that has not reported an end an hour after it never will. */
const LIMIT_MS = DURATION_MS + 3_600_000;

/** The outcomes of two clients for one form. */
export interface FormResult extends Pick<Form, "group" | "name" | "end"> {
  readonly ours: string;
  readonly coreLro: string;
}

/** The word for a trial: `right`, or the mistake. */
export function verdictOn(trial: Pick<Trial, "reported" | "reportedAfterMs">, end: Form["end"]): string {
  if (trial.reported === "running") return "no end";
  if (trial.reportedAfterMs < 0) return `${trial.reported}, before the end`;
  return trial.reported === end ? "right" : trial.reported;
}

/** Lets the whole client and the package follow one launch in every form. */
export async function runForms(seed: number): Promise<readonly FormResult[]> {
  const random = seededRandom(seed);
  const results: FormResult[] = [];
  for (const { group, name, ...site } of FORMS) {
    const options = { durationMs: DURATION_MS, ...site };
    const ours = await runOurs(options, random);
    const coreLro = await runCoreLro(options, LIMIT_MS);
    results.push({
      group,
      name,
      end: site.end,
      ours: verdictOn(ours, site.end),
      coreLro: verdictOn(coreLro, site.end),
    });
  }
  return results;
}
