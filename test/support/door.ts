import { check } from "../../provider/resource/check";
import type { CallContext } from "../../provider/resource/context";
import { failureText } from "../../provider/resource/declaration";
import { create, diff, read, remove, update, type LaunchEnd } from "../../provider/resource/lifecycle";
import type { Properties } from "../../provider/resource/properties";
import type { Run } from "../../provider/resource/run";
import { clean } from "../../provider/values/plainData";

/** Inputs as the engine is to keep them, or what is wrong with them. */
export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly string[];
}

/** The result of a refresh. With a reason, the engine keeps the resource as one that is not done. */
export interface Refreshed {
  readonly id: string;
  readonly outputs: Properties;
  readonly reason?: string;
}

/** The calls of the engine for one resource. Outputs come back as it would store them. */
export interface EngineDoor {
  readonly name: string;
  check(olds: Properties, news: Properties, isPreview: boolean, run: Run): Promise<Checked>;
  diff(
    olds: Properties,
    news: Properties,
    isPreview: boolean,
    run: Run,
  ): Promise<{ readonly changes: boolean }>;
  create(inputs: Properties, run: Run): Promise<LaunchEnd>;
  update(olds: Properties, news: Properties, run: Run): Promise<LaunchEnd>;
  /** The calls of a preview after check and diff, if the door has any. `olds` is for an update. */
  foresee(inputs: Properties, olds: Properties | undefined, run: Run): Promise<void>;
  read(id: string, outputs: Properties, inputs: Properties, run: Run): Promise<Refreshed>;
  remove(outputs: Properties, run: Run): void;
}

const URN = "urn:pulumi:dev::app::marketplace:OfferGoLive::offer";

function contextOf(preview: boolean): CallContext {
  return { urn: URN, preview };
}

const UP = contextOf(false);

/** The core as the dynamic resource calls it. */
export const CORE: EngineDoor = {
  name: "the dynamic resource",
  async check(olds, news, isPreview, run) {
    const { inputs, failures } = await check(olds, news, contextOf(isPreview), run);
    // Nothing is unknown here but in a preview, whose inputs are kept by nobody.
    return { inputs: isPreview ? inputs : clean(inputs), failures: failures.map(failureText) };
  },
  diff: (olds, news, isPreview, run) => diff(olds, news, contextOf(isPreview), run),
  create: async (inputs, run) => cleaned(await create(inputs, UP, run)),
  update: async (olds, news, run) => cleaned(await update(olds, news, UP, run)),
  foresee: () => Promise.resolve(),
  async read(id, outputs, _inputs, run) {
    const found = await read(id, outputs, run);
    return { id: found.id, outputs: clean(found.outputs) };
  },
  remove: (outputs, run) => remove(outputs, UP, run),
};

function cleaned(end: LaunchEnd): LaunchEnd {
  return { ...end, outputs: clean(end.outputs) };
}
