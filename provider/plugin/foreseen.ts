import { OUTPUTS } from "../resource/outputTable";
import type { Properties } from "../resource/properties";
import type { Run } from "../resource/run";
import { tellChanged, tellNew } from "../resource/tellPreview";
import { failureText } from "../resource/declaration";
import { UNKNOWN } from "../values/unknown";

/**
 * The preview of a create, or with `olds` of an update: says what `up` would do, and gives the outputs, of which those of
 * the launch are not known yet. Throws what `up` would refuse, with `strictPreview`.
 */
export async function foreseen(
  inputs: Properties,
  olds: Properties | undefined,
  urn: string,
  run: Run,
): Promise<Record<string, unknown>> {
  if (olds !== undefined) await tellChanged(olds, inputs, urn, run);
  else {
    const failures = await tellNew(inputs, urn, run);
    if (failures.length > 0) throw new Error(failures.map(failureText).join("\n"));
  }
  return { ...inputs, ...Object.fromEntries(OUTPUTS.map(({ name }) => [name, UNKNOWN])) };
}
