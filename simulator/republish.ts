import type { Controls } from "./controls";

/**
 * Publishes the next version of each offer `delayMs` after its launch has succeeded. Call the returned function every
 * now and then. It publishes whatever is due. `now` is in milliseconds.
 */
export function republisher(
  controls: Pick<Controls, "offers" | "publish">,
  delayMs: number,
  now: () => number,
): () => void {
  const liveSince = new Map<string, number>();
  return () => {
    for (const { name, status } of controls.offers) {
      if (status !== "succeeded") {
        liveSince.delete(name);
        continue;
      }
      const since = liveSince.get(name) ?? now();
      liveSince.set(name, since);
      if (now() - since >= delayMs) controls.publish(name);
    }
  };
}
