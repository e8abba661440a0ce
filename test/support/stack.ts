import {
  check,
  create,
  diff,
  PartialError,
  read,
  remove,
  update,
  type Run,
} from "../../provider/resource/lifecycle";
import { clean } from "../../provider/values/plainData";
import { failureText, type Properties } from "../../provider/resource/inputs";

/** What the engine keeps of a resource. */
export interface Stored {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly initErrors: readonly string[];
}

export type Step = "create" | "update" | "same" | "replace" | "refresh" | "delete" | "checkFailed";

export interface RunResult {
  readonly step: Step;
  readonly error?: Error;
}

/**
 * The engine's part for one resource, as docs/findings.md describes it: which method is called with what, and what
 * is stored after a success, a partial error and a plain error.
 */
export interface Stack {
  stored: Stored | undefined;
  up(program: Properties, run: Run): Promise<RunResult>;
  /** What a preview asks the provider: check and diff. */
  preview(program: Properties, run: Run): RunResult;
  replace(program: Properties, run: Run): Promise<RunResult>;
  refresh(run: Run): Promise<RunResult>;
  destroy(run: Run): RunResult;
}

export function createStack(): Stack {
  const PROVIDER = { __provider: "text" };

  async function store(
    step: Step,
    before: Stored | undefined,
    work: () => Promise<Stored>,
  ): Promise<RunResult> {
    try {
      stack.stored = await work();
      return { step };
    } catch (error) {
      if (error instanceof PartialError) {
        const inputs = before?.inputs ?? stack.stored?.inputs ?? {};
        stack.stored = {
          id: error.id,
          inputs: step === "update" ? inputs : pendingInputs,
          outputs: clean(error.properties),
          initErrors: error.reasons,
        };
      }
      return { step, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  let pendingInputs: Properties = {};

  function checked(olds: Properties, program: Properties, run: Run): Properties | RunResult {
    const { inputs, failures } = check(olds, { ...program, ...PROVIDER }, run);
    const first = failures[0];
    if (first !== undefined) return { step: "checkFailed", error: new Error(failureText(first)) };
    return clean(inputs);
  }

  function isResult(value: Properties | RunResult): value is RunResult {
    return "step" in value;
  }

  async function creating(step: Step, program: Properties, run: Run): Promise<RunResult> {
    const inputs = checked({}, program, run);
    if (isResult(inputs)) return inputs;
    pendingInputs = inputs;
    return store(step, undefined, async () => {
      const { id, outs } = await create(inputs, run);
      return { id, inputs, outputs: clean(outs), initErrors: [] };
    });
  }

  const stack: Stack = {
    stored: undefined,
    async up(program, run) {
      const before = stack.stored;
      if (before === undefined) return creating("create", program, run);
      const inputs = checked(before.inputs, program, run);
      if (isResult(inputs)) return inputs;
      if (!diff(before.outputs, inputs).changes && before.initErrors.length === 0) {
        stack.stored = { ...before, inputs };
        return { step: "same" };
      }
      return store("update", before, async () => {
        const { outs } = await update(before.outputs, inputs, run);
        return { id: before.id, inputs, outputs: clean(outs), initErrors: [] };
      });
    },
    preview(program, run) {
      const before = stack.stored;
      const inputs = checked(before?.inputs ?? {}, program, run);
      if (isResult(inputs)) return inputs;
      if (before === undefined) return { step: "create" };
      return { step: diff(before.outputs, inputs).changes ? "update" : "same" };
    },
    replace: (program, run) => creating("replace", program, run),
    refresh(run) {
      const before = stack.stored;
      if (before === undefined) return Promise.resolve({ step: "refresh" });
      return store("refresh", before, async () => {
        const { id, props } = await read(before.id, before.outputs, run);
        return { ...before, id, outputs: clean(props), initErrors: [] };
      });
    },
    destroy(run) {
      if (stack.stored !== undefined) remove(stack.stored.outputs, run);
      stack.stored = undefined;
      return { step: "delete" };
    },
  };
  return stack;
}
