import type { Observation, Step } from "../marketplace/service";

/** The step for the resource's row, such as `step 2/4 50%: Certification`. */
export function stepText(step: Step | undefined, word: string, number?: string): string {
  if (step === undefined) return word;
  const percent = step.percent === undefined ? "" : ` ${step.percent}%`;
  // On a terminal of 120 columns 16 letters are visible, so the most useful part comes first.
  return number === undefined ? `step ${step.name}${percent}` : `step ${number}${percent}: ${step.name}`;
}

/** A step as a sentence says it: `step 2 of 4` for `step 2/4 50%: Certification`. The rest stays as it is. */
export function inSentence(seen: string): string {
  return seen.replace(/^step (\d+)\/(\d+)[^:]*: .*?(?= - |$)/s, "step $1 of $2");
}

/** The first problem that the service reports, with its own separator. */
export function troubleText({ problems }: Pick<Observation, "problems">): string {
  const problem = problems[0];
  return problem === undefined ? "" : ` - reported: ${problem.message}`;
}
