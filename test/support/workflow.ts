import { readYaml } from "./yaml";

/** A workflow of GitHub Actions, as far as the tests judge it. */
export interface Workflow {
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Trigger {
  readonly paths?: readonly string[];
  readonly branches?: readonly string[];
}

export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly "runs-on": string;
  readonly "timeout-minutes": number;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export const WORKFLOWS = ["examples", "github-actions", ".github", "workflows"];

/** One of the workflows that the example github-actions ships. */
export async function readWorkflow(name: string): Promise<Workflow> {
  return (await readYaml(...WORKFLOWS, `${name}.yml`)) as Workflow;
}

/** The commands of Pulumi and Node in a job, without the shell around them. */
export function commandsOf(job: Job): readonly string[] {
  return job.steps.flatMap(({ run = "" }) =>
    run
      .split("\n")
      .map((line) => line.replace(/ 2>&1 \| tee .*$/, ""))
      .filter((line) => /^(?:pulumi|node) /.test(line)),
  );
}
