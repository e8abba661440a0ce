import type { Observation, Step } from "../marketplace/service";

/** The step for the resource's row, such as `step 2/4 50%: Certification`. */
export function stepText(step: Step | undefined, word: string, number?: string): string {
  if (step === undefined) return word;
  const percent = step.percent === undefined ? "" : ` ${step.percent}%`;
  // A terminal of 120 columns shows 16 letters: what is asked for most comes first.
  return number === undefined ? `step ${step.name}${percent}` : `step ${number}${percent}: ${step.name}`;
}

/** What the service reports, with its own separator. */
export function troubleText({ problems }: Pick<Observation, "problems">): string {
  const problem = problems[0];
  return problem === undefined ? "" : ` - reported: ${problem.message}`;
}
