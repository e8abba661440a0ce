import assert from "node:assert/strict";
import type { Properties } from "../../provider/resource/properties";
import type { Fault, SimulatorOptions } from "../../simulator";
import { assertReadable } from "./readable";
import { createStack, type RunResult, type Stack } from "./stack";
import { createWorld, type RunRest, type World } from "./world";

export const PROGRAM = { publisherId: "contoso", offerId: "vm", offerVersion: 2 };
export const HOUR = 3_600_000;
export const GOLIVE: NonNullable<Fault["match"]> = { method: "POST", path: "/golive" };

/** A stack with one offer, a simulated service and a clock that is driven. */
export class Scene {
  readonly world: World;
  readonly stack: Stack = createStack();

  constructor(options: SimulatorOptions = {}) {
    this.world = createWorld(options);
  }

  async up(program: Properties = PROGRAM, rest: RunRest = {}): Promise<RunResult> {
    const result = await this.world.clock.drive(this.stack.up(program, this.world.run(rest)));
    for (const line of this.world.said) if (line.startsWith("warn: ")) assertReadable(line);
    return result;
  }

  replace(program: Properties = PROGRAM): Promise<RunResult> {
    return this.world.clock.drive(this.stack.replace(program, this.world.run()));
  }

  refresh(): Promise<RunResult> {
    return this.world.clock.drive(this.stack.refresh(this.world.run()));
  }

  output(name: string): unknown {
    return this.stack.stored?.outputs[name];
  }

  accepted(): number {
    return this.world.posts().filter((post) => post.accepted).length;
  }

  sent(): number {
    return this.world.posts().length;
  }
}

export function green(result: RunResult): void {
  assert.equal(result.error, undefined, result.error?.stack);
}

export function red(result: RunResult, code: string, ...names: string[]): void {
  assert.ok(result.error !== undefined, "the run was green");
  assert.ok(result.error.message.endsWith(`[${code}]`), result.error.message);
  assertReadable(result.error.message);
  for (const name of names) assert.ok(result.error.message.includes(name), result.error.message);
}
