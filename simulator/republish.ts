import type { Controls } from "./controls";

/**
 * Publishes the next version of each offer `delayMs` after its launch has ended well. The function that it gives looks
 * whether it is time, and is to be called every now and then; `now` is in milliseconds.
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
