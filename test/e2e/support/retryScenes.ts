import assert from "node:assert/strict";
import { ErrorHook } from "@pulumi/pulumi";
import { NAME, red } from "./scene";
import type { OptionScene } from "./optionScene";

/** Retries as a cautious team would write it: a few times, whatever the error. Returns the count of its calls. */
export function retrying(scene: OptionScene, attempts: number): () => number {
  let calls = 0;
  scene.options = () => ({
    hooks: { onError: [new ErrorHook("again", () => Promise.resolve(++calls < attempts))] },
  });
  return () => calls;
}

/** A launch fails. Each retry reports the same failure and launches nothing. */
export async function retryFailure(scene: OptionScene): Promise<void> {
  const calls = retrying(scene, 4);
  scene.simulator.failNextLaunch(NAME, { messages: ["No quota"] });
  red(await scene.stack.up(), /No quota.*\[LAUNCH_FAILED\]/);
  assert.ok(calls() >= 2, `${calls()} calls of the hook`);
  assert.equal(scene.posts(), 1);
  assert.equal(await scene.output("status"), "failed");
}

/** The response to the launch request is lost. No retry sends the request again. */
export async function retryLostResponse(scene: OptionScene, timeout: string): Promise<void> {
  retrying(scene, 4);
  scene.declared = { ...scene.declared, timeout };
  scene.simulator.fault({ match: { method: "POST", path: "/golive" }, reset: "before" });
  red(await scene.stack.up(), /\[LAUNCH_INDETERMINATE\]/);
  assert.equal(scene.posts(), 1);
  assert.equal(await scene.output("status"), "indeterminate");
}
