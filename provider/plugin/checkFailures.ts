import type { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { sdk } from "./sdk";

/** Check failures, as the engine takes them. */
export function failureMessages(
  failures: readonly { readonly property: string; readonly reason: string }[],
): CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const message = new sdk.provider.CheckFailure();
    message.setProperty(property);
    message.setReason(reason);
    return message;
  });
}
