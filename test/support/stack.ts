import type { LaunchEnd } from "../../provider/resource/lifecycle";
import type { Properties } from "../../provider/resource/properties";
import type { Run } from "../../provider/resource/run";
import { CORE, type EngineDoor } from "./door";

/** A resource in the engine's state. */
export interface Stored {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  readonly initErrors: readonly string[];
  /** It was deleted for a replacement that has not been created yet. */
  readonly pending?: true;
}

export type Step = "create" | "update" | "same" | "replace" | "refresh" | "delete" | "checkFailed";

export interface RunResult {
  readonly step: Step;
  readonly error?: Error;
  /** How often it called create or update. */
  readonly calls?: number;
}

export const REPLACEMENTS = ["shown", "unshown", "deleted", "deletedLate", "pending"] as const;

export interface UpOptions {
  /** An error hook that answers "again" so many times. */
  readonly retries?: number;
  /**
   * The engine replaces the resource: `shown` after a diff, and `pending` with a delete before its create, as for
   * `deleteBeforeReplace`, when there is something to do; `unshown` without a diff, as for a `replacementTrigger`;
   * `deleted` after a delete, as for a dependent of one that is deleted first, `deletedLate` when that delete comes
   * while it is looked at. What was deleted and is not created stays pending: the next up creates it.
   */
  readonly replaces?: (typeof REPLACEMENTS)[number];
  /** With `deleteBeforeReplace`, the user's own `--replace` deletes between its check and its create. */
  readonly deletesFirst?: boolean;
}

/**
 * The engine's part for one resource, as docs/findings.md describes it: which method is called with what, and what
 * is stored after a success, a partial error and a plain error.
 */
export interface Stack {
  stored: Stored | undefined;
  /** Whether the last up showed policies, which judge what is checked first, that it `launches`. */
  readonly announced: boolean;
  up(program: Properties, run: Run, options?: UpOptions): Promise<RunResult>;
  /** The calls of a preview to the provider. */
  preview(program: Properties, run: Run): Promise<RunResult>;
  /** By the user's own `--replace`. */
  replace(program: Properties, run: Run, options?: UpOptions): Promise<RunResult>;
  refresh(run: Run): Promise<RunResult>;
  destroy(run: Run): RunResult;
}

function failed(step: Step, error: unknown): RunResult {
  return { step, error: error instanceof Error ? error : new Error(String(error)) };
}

export function createStack(door: EngineDoor = CORE): Stack {
  let announced: boolean | undefined;

  async function checked(
    olds: Properties,
    program: Properties,
    run: Run,
    isPreview = false,
  ): Promise<Properties | RunResult> {
    const { inputs, failures } = await door.check(olds, program, isPreview, run);
    const first = failures[0];
    if (!isPreview) announced ??= inputs["launches"] === true;
    return first === undefined ? inputs : { step: "checkFailed", error: new Error(first) };
  }

  function isResult(value: Properties | RunResult): value is RunResult {
    return "step" in value;
  }

  /** Does the work, again as often as an error hook asks, and stores what the engine would. */
  async function carryOut(
    step: Step,
    inputs: Properties,
    failedInputs: Properties,
    work: () => Promise<LaunchEnd>,
    retries: number,
  ): Promise<RunResult> {
    const before = stack.stored;
    let result: RunResult = { step };
    for (let i = 0; i <= retries; i += 1) {
      try {
        const end = await work();
        const { outputs } = end;
        if (end.kind === "done") {
          stack.stored = { id: end.id, inputs, outputs, initErrors: [] };
          return { step, calls: i + 1 };
        }
        stack.stored = { id: end.id, inputs: failedInputs, outputs, initErrors: [end.reason] };
        result = failed(step, new Error(end.reason));
      } catch (error) {
        stack.stored = before;
        result = failed(step, error);
      }
    }
    return { ...result, calls: retries + 1 };
  }

  async function creating(
    step: Step,
    program: Properties,
    run: Run,
    { retries = 0, deletesFirst = false }: UpOptions = {},
  ): Promise<RunResult> {
    const inputs = await checked({}, program, run);
    if (isResult(inputs)) return inputs;
    if (deletesFirst && stack.stored !== undefined) door.remove(stack.stored.outputs, run);
    return carryOut(step, inputs, inputs, () => door.create(inputs, run), retries);
  }

  /** The resource was deleted: what is not created stays pending. */
  async function pendingUnless(created: Promise<RunResult>, before: Stored): Promise<RunResult> {
    const result = await created;
    if (stack.stored === before) stack.stored = { ...before, pending: true };
    return result;
  }

  const stack: Stack = {
    stored: undefined,
    get announced() {
      return announced === true;
    },
    async up(program, run, options = {}) {
      announced = undefined;
      const before = stack.stored;
      if (before === undefined) return creating("create", program, run, options);
      if (options.replaces === "deleted") {
        door.remove(before.outputs, run);
        return pendingUnless(creating("replace", program, run, options), before);
      }
      const inputs = await checked(before.inputs, program, run);
      if (isResult(inputs)) return inputs;
      if (before.pending === true) {
        await door.diff(before.outputs, inputs, false, run);
        return pendingUnless(creating("replace", program, run, options), before);
      }
      if (options.replaces === "unshown") return creating("replace", program, run, options);
      const { changes } = await door.diff(before.outputs, inputs, false, run);
      if (options.replaces === "deletedLate") {
        door.remove(before.outputs, run);
        const work = (): Promise<LaunchEnd> => door.create(inputs, run);
        return pendingUnless(carryOut("replace", inputs, inputs, work, options.retries ?? 0), before);
      }
      if (!changes && before.initErrors.length === 0) {
        stack.stored = { ...before, inputs };
        return { step: "same" };
      }
      if (options.replaces === "shown") return creating("replace", program, run, options);
      if (options.replaces === "pending") {
        const deletesFirst = { ...options, deletesFirst: true };
        return pendingUnless(creating("replace", program, run, deletesFirst), before);
      }
      const work = (): Promise<LaunchEnd> => door.update(before.outputs, inputs, run);
      return carryOut("update", inputs, before.inputs, work, options.retries ?? 0);
    },
    async preview(program, run) {
      const before = stack.stored;
      const inputs = await checked(before?.inputs ?? {}, program, run, true);
      if (isResult(inputs)) return inputs;
      const step = before === undefined ? "create" : "update";
      try {
        const isSame =
          before !== undefined &&
          !(await door.diff(before.outputs, inputs, true, run)).changes &&
          before.initErrors.length === 0;
        if (isSame) return { step: "same" };
        await door.foresee(inputs, before?.outputs, run);
        return { step };
      } catch (error) {
        return failed(step, error);
      }
    },
    replace(program, run, options = {}) {
      announced = undefined;
      const { stored: before } = stack;
      const created = creating("replace", program, run, options);
      return before === undefined || !options.deletesFirst ? created : pendingUnless(created, before);
    },
    async refresh(run) {
      const before = stack.stored;
      if (before === undefined) return { step: "refresh" };
      try {
        const { id, outputs, reason } = await door.read(before.id, before.outputs, before.inputs, run);
        stack.stored = { ...before, id, outputs, initErrors: reason === undefined ? [] : [reason] };
        return { step: "refresh" };
      } catch (error) {
        return failed("refresh", error);
      }
    },
    destroy(run) {
      if (stack.stored !== undefined) door.remove(stack.stored.outputs, run);
      stack.stored = undefined;
      return { step: "delete" };
    },
  };
  return stack;
}
