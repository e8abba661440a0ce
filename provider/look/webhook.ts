import { isMarketplaceError } from "../errors";
import type { Transport } from "../marketplace/http/transport";

const TIMEOUT_MS = 30_000;

/**
 * Posts data as JSON, once. Never throws. Returns what went wrong, without the address: whoever knows a chat's
 * webhook may write to it.
 */
export async function postWebhook(
  url: URL,
  value: unknown,
  transport: Transport,
): Promise<string | undefined> {
  try {
    const { status } = await transport({
      method: "POST",
      url: url.href,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
      timeoutMs: TIMEOUT_MS,
    });
    return status >= 200 && status < 300 ? undefined : `the webhook at ${url.host} returned ${status}`;
  } catch (error) {
    const code = isMarketplaceError(error) ? ` (${error.code})` : "";
    return `the webhook at ${url.host} gave no response${code}`;
  }
}
