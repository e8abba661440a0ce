import * as lifecycle from "../resource/lifecycle";
import type { Properties } from "../resource/properties";
import type { Run } from "../resource/run";
import { PartialError } from "./partialError";

export interface ReadResult {
  readonly id: string;
  readonly outputs: Properties;
  readonly inputs: Properties;
}

/** Removes what the dynamic resource of this package keeps for itself, from a state that it wrote. */
function ownProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

/**
 * A refresh. It fails for a launch that is not live, so that it stays visible: the engine keeps the reason, and the
 * next `up` resumes it or reports it again.
 */
export async function refreshed(
  id: string,
  outputs: Properties,
  inputs: Properties,
  run: Run,
): Promise<ReadResult> {
  const found = await lifecycle.read(id, ownProperties(outputs), run);
  const kept = ownProperties(inputs);
  const { status, offerVersion, failure } = found.outputs;
  if (status === "succeeded") return { ...found, inputs: kept };
  const why =
    typeof failure === "object" && failure !== null && "message" in failure
      ? `: ${String(failure.message)}`
      : "";
  const reason = `the launch of version ${String(offerVersion)} of ${id} is ${String(status)}${why}. "pulumi up" ${status === "running" ? "follows it to its end" : "checks it again"}`;
  throw new PartialError(found.id, found.outputs, reason, kept);
}
