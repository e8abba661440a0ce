import { OUTPUTS } from "../resource/outputTable";
import type { Properties } from "../resource/properties";
import type { Run } from "../resource/run";
import { sayOnce } from "../resource/sayOnce";
import { tellChanged, tellNew } from "../resource/tellPreview";
import { failureText } from "../resource/declaration";
import { UNKNOWN } from "../values/unknown";

/**
 * The preview of a create, or with `olds` of an update: says what `up` would do, and returns the outputs, with those
 * of the launch unknown. With `strictPreview` it throws what `up` would refuse.
 */
export async function previewed(
  inputs: Properties,
  olds: Properties | undefined,
  urn: string,
  run: Run,
): Promise<Record<string, unknown>> {
  const toldOnce: Run = { ...run, reporter: (to) => sayOnce(run.reporter(to)) };
  if (olds !== undefined) await tellChanged(olds, inputs, urn, toldOnce);
  else {
    const failures = await tellNew(inputs, urn, toldOnce);
    if (failures.length > 0) throw new Error(failures.map(failureText).join("\n"));
  }
  return { ...inputs, ...Object.fromEntries(OUTPUTS.map(({ name }) => [name, UNKNOWN])) };
}
