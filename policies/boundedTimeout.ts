import type { ResourceValidationPolicy } from "@pulumi/policy";
import { DEFAULT_TIMEOUT_MS } from "../provider/resource/declaration";
import { formatDuration, parseDuration } from "../provider/values/duration";
import { PolicyConfigError, show, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, type JudgedResource } from "./common/judgedResource";

/** How long the pipeline that runs Pulumi may run. */
export interface BoundedTimeoutArgs {
  /**
   * The longest `timeout` allowed, in whole numbers of `d h m s`, such as `90m` or `5h`.
   *
   * @default "6h", as long as a job on a runner hosted by GitHub may run
   */
  readonly max?: string;
}

const DEFAULT_MAX = "6h";

export interface BoundedTimeoutRules {
  readonly maxMs: number;
}

/** @throws PolicyConfigError when `max` is not a duration above zero. */
export function parseBoundedTimeout({ max = DEFAULT_MAX }: PolicyConfig): BoundedTimeoutRules {
  const maxMs = typeof max === "string" ? parseDuration(max) : undefined;
  if (maxMs === undefined || maxMs === 0) {
    throw new PolicyConfigError(
      `max must be a duration above zero in whole numbers of d, h, m and s, such as 90m or 5h, got ${show(max)}`,
    );
  }
  return { maxMs };
}

export function judgeTimeout({ maxMs }: BoundedTimeoutRules, resource: JudgedResource): string | undefined {
  // A run that waits for nothing takes no time.
  if (resource.props["waitForLive"] === false && resource.props["waitForReady"] === false) return undefined;
  const { customTimeoutMs = DEFAULT_TIMEOUT_MS } = resource;
  const declared = resource.props["timeout"];
  const timeout =
    declared === undefined
      ? formatDuration(customTimeoutMs)
      : typeof declared === "string"
        ? declared
        : show(declared);
  const ms =
    declared === undefined
      ? customTimeoutMs
      : typeof declared === "string"
        ? parseDuration(declared)
        : undefined;
  if (ms !== undefined && ms <= maxMs) return undefined;
  const max = formatDuration(maxMs);
  return `${describe(resource)} may wait ${timeout} in one run, longer than the ${max} that are allowed. Set its timeout (or customTimeouts.create) to ${max} or less: a launch that takes longer goes on, and the next run resumes it.`;
}

/** No run waits longer than the pipeline that runs it, so that it ends in order and can be resumed. */
export function boundedTimeout(args: BoundedTimeoutArgs = {}): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "bounded-timeout",
      description: "No run waits longer than the pipeline that runs it.",
      judges: "everything",
      properties: {
        max: {
          type: "string",
          default: DEFAULT_MAX,
          description: "The longest timeout allowed, such as 90m or 5h.",
        },
      },
      parse: parseBoundedTimeout,
      judge: judgeTimeout,
    },
    args,
  );
}
