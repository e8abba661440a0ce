import { createServices } from "../marketplace/createService";
import { isMarketplaceError, messageOf } from "../errors";
import type { Reporter } from "../launch/reporter";
import { createHttp } from "../marketplace/http/http";
import { parseUrl } from "../marketplace/http/origin";
import type { Version } from "../marketplace/version";
import { MAX_TIMEOUT_MS, parseDuration } from "../values/duration";
import { steadyTime, systemClock } from "../waiting/clock";
import { invalid, parseOptions, parseTarget, TARGET_OPTIONS, type Target } from "./commandLine";
import { EXIT_CODES, isHopeless, USAGE_EXIT_CODE, type FollowReport } from "./followReport";
import { followLaunch } from "./followLaunch";
import { stackSettings } from "./stackSettings";
import { postWebhook } from "./webhook";

export const FOLLOW_USAGE = `Usage: pulumi-azure-marketplace follow PUBLISHER/OFFER --version N [options]

Waits until the launch of version N ends, and says how. Sends read-only requests, holds no stack's lock,
and can be run again.

  --api NAME       cloudPartner (default) or productIngestion
  --version N      the version that is being launched (required)
  --stack NAME     use the settings of this stack, which "pulumi config" is asked for in this folder
  --timeout D      how long to wait, such as 90m or 7d (default: 5h)
  --json           an event a line, for programs
  --webhook URL    post how it ended, as JSON, once

Exit code: 0 live; 1 failed or canceled; 2 the command line, a setting or the credentials cannot be used;
3 still going when the time is up; 4 no launch of that version found; 5 the service reports success, and
production does not show it.

Credentials and endpoint come from the environment, and with --stack from stack config first, as for
pulumi up.`;

const DEFAULT_TIMEOUT = "5h";

interface FollowOptions extends Target {
  readonly version: Version;
  readonly timeoutMs: number;
  readonly json: boolean;
  readonly webhook?: URL;
}

/** Parses the command line. `undefined` when it asks for help. Throws `INPUT_INVALID`. */
export function parseFollow(args: readonly string[]): FollowOptions | undefined {
  const { values, positionals } = parseOptions(args, {
    ...TARGET_OPTIONS,
    timeout: { type: "string" },
    webhook: { type: "string" },
  });
  if (values.help === true) return undefined;
  const target = parseTarget(positionals, values);
  const { version } = target;
  if (version === undefined) throw invalid("--version is required, the version that is being launched");
  const timeoutMs = parseDuration(values.timeout ?? DEFAULT_TIMEOUT) ?? 0;
  if (timeoutMs <= 0 || timeoutMs > MAX_TIMEOUT_MS) {
    throw invalid("--timeout must be a duration above zero and at most 30d, such as 90m, 5h or 7d");
  }
  const webhook = values.webhook === undefined ? undefined : parseUrl(values.webhook);
  if (values.webhook !== undefined && !/^https?:$/.test(webhook?.protocol ?? "")) {
    // Never quoted: whoever knows a webhook's address may write to it.
    throw invalid("--webhook must be a URL of http or https");
  }
  return {
    ...target,
    version,
    timeoutMs,
    json: values.json === true,
    ...(webhook === undefined ? {} : { webhook }),
  };
}

/** An event for a program, or a line for a person. */
type Say = (event: "progress" | "info" | "warning" | "end", text: string, rest?: object) => void;

function sayTo(json: boolean): Say {
  return (event, text, rest = {}) => {
    const time = new Date(systemClock.now()).toISOString();
    process.stdout.write(`${json ? JSON.stringify({ event, time, text, ...rest }) : text}\n`);
  };
}

/** Aborted when the process is asked to end. The second time the process ends at once. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

/** Follows the launch, prints, posts the end if asked to, and returns the exit code. */
export async function runFollow(request: FollowOptions): Promise<number> {
  const { api, offer, version, json, webhook } = request;
  const say = sayTo(json);
  let end: FollowReport;
  const transport = createHttp();
  try {
    const settings = await stackSettings(request.stack);
    const service = createServices(settings, { clock: systemClock, log: () => undefined, transport })[api]();
    const reporter: Reporter = {
      progress: (text) => say("progress", text),
      info: (text) => say("info", text),
      warn: (text) => say("warning", text),
    };
    const clock = systemClock;
    const steady = steadyTime(clock);
    const deps = { service, clock, steady, random: Math.random, reporter, signal: interruption() };
    end = await followLaunch(request, deps);
  } catch (error) {
    if (!isMarketplaceError(error) || !isHopeless(error.code)) throw error;
    process.stderr.write(`${messageOf(error)}\n`);
    return USAGE_EXIT_CODE;
  }
  const { message, ...rest } = end;
  const exitCode = EXIT_CODES[end.result];
  const facts = { api, ...offer, version, exitCode, ...rest };
  say("end", message, facts);
  if (webhook !== undefined && end.result !== "interrupted") {
    const problem = await postWebhook(webhook, { event: "end", text: message, ...facts }, transport);
    if (problem !== undefined) process.stderr.write(`${problem}\n`);
  }
  return exitCode;
}
