import { PulumiCommand } from "@pulumi/pulumi/automation";

const SITE = "https://get.pulumi.com";
const REACH_MS = 20_000;

/**
 * Puts the official CLI that belongs to the SDK into a folder.
 *
 * @throws Error with the network's own reason when the site cannot be reached.
 */
export async function downloadPulumi(root: string): Promise<void> {
  await reach(SITE);
  await PulumiCommand.install({ root });
}

/** The SDK reports "fetch failed" without the reason, so the first request is our own. */
export async function reach(site: string): Promise<void> {
  try {
    await fetch(site, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(REACH_MS) });
  } catch (cause) {
    throw new Error(`cannot reach ${site}`, { cause });
  }
}

/** The message of an error, with those of the errors behind it: "fetch failed" alone helps nobody. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const parts = error instanceof AggregateError ? error.errors : [error.cause];
  const behind = parts.filter((part) => part !== undefined).map(reasonOf);
  // An AggregateError of several addresses has no message of its own.
  return [error.message, behind.join(", ")].filter((part) => part !== "").join(": ");
}
