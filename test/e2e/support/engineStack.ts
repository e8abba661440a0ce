import { readFile } from "node:fs/promises";
import { CommandError, type EngineEvent, type OutputMap, type Stack } from "@pulumi/pulumi/automation";

/** The result of one command of the engine. */
export interface EngineRun {
  readonly ok: boolean;
  /** The text that a person would have read: standard output and error as they came. */
  readonly text: string;
  readonly events: readonly EngineEvent[];
  /** How many resources were `create`d, `update`d, were the `same` and so on. */
  readonly changes: Readonly<Record<string, number>>;
}

/** A resource as the engine keeps it; the fields are those of an exported deployment. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  /** URNs of the resources that it waits for, and the same for each input. */
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
  /** It was replaced, and waits to be deleted. */
  readonly delete?: boolean;
  /** It was deleted, and its replacement was not created. */
  readonly pendingReplacement?: boolean;
}

export interface RunOptions {
  /** Sends the engine Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Called with every event while the engine runs. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** Resources to replace, by URN. */
  readonly replace?: string[];
  /** The only resources to update, by URN. */
  readonly target?: string[];
  /** Resources to leave alone, by URN. */
  readonly exclude?: string[];
  /** Where a preview writes its plan, and where an up reads it from. */
  readonly plan?: string;
  /** Folders of policy packs, and the configuration of each. */
  readonly policyPacks?: string[];
  readonly policyPackConfigs?: string[];
  readonly parallel?: number;
}

/** A stack on the real engine. A command that fails is a result, not an exception. */
export interface EngineStack {
  readonly name: string;
  up(options?: RunOptions): Promise<EngineRun>;
  preview(options?: RunOptions): Promise<EngineRun>;
  refresh(options?: RunOptions): Promise<EngineRun>;
  destroy(options?: RunOptions): Promise<EngineRun>;
  outputs(): Promise<OutputMap>;
  /** The resources in the exported state, and the operations that never ended. */
  state(): Promise<{ resources: StoredResource[]; pending: unknown[] }>;
}

/** The part of a stack's file in the backend that tests look at: what `pulumi stack export` prints. */
interface StackFile {
  readonly checkpoint: {
    /** Absent before the first run. */
    readonly latest?: {
      readonly resources?: StoredResource[];
      readonly pending_operations?: unknown[];
    };
  };
}

/** The options of every command of the Automation API. */
interface Hooks {
  readonly onOutput: (text: string) => void;
  readonly onError: (text: string) => void;
  readonly onEvent: (event: EngineEvent) => void;
}

/** A stack of the Automation API; `file` is where the backend keeps its state. */
export function engineStack(stack: Stack, file: string): EngineStack {
  const outputs = stack.outputs.bind(stack);
  // After each command the Automation API starts three more processes, for outputs and history. No test reads them.
  Object.assign(stack, { outputs: () => Promise.resolve({}), info: () => Promise.resolve(undefined) });

  async function run(command: (hooks: Hooks) => Promise<unknown>, options: RunOptions): Promise<EngineRun> {
    let text = "";
    const events: EngineEvent[] = [];
    const add = (piece: string): void => void (text += piece);
    const onEvent = (event: EngineEvent): void => {
      events.push(event);
      options.onEvent?.(event);
    };
    const ok = await command({ onOutput: add, onError: add, onEvent }).then(
      () => true,
      (error: unknown) => {
        // Anything else is a defect of the test itself.
        if (!(error instanceof CommandError)) throw error;
        return false;
      },
    );
    const summary = events.find((event) => event.summaryEvent !== undefined)?.summaryEvent;
    return { ok, text, events, changes: { ...summary?.resourceChanges } };
  }

  return {
    name: stack.name,
    up: (options = {}) => run((hooks) => stack.up({ ...options, ...hooks }), options),
    preview: (options = {}) => run((hooks) => stack.preview({ ...options, ...hooks }), options),
    refresh: (options = {}) => run((hooks) => stack.refresh({ ...options, ...hooks }), options),
    destroy: (options = {}) => run((hooks) => stack.destroy({ ...options, ...hooks }), options),
    outputs,
    async state() {
      const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as StackFile;
      return {
        resources: checkpoint.latest?.resources ?? [],
        pending: checkpoint.latest?.pending_operations ?? [],
      };
    },
  };
}
