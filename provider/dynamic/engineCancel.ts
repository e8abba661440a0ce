import { createRequire } from "node:module";

/**
 * Calls back when the engine cancels the run (Ctrl-C). The SDK's dynamic provider ignores that call, but it parses the
 * request, which is an empty message, and after the start no other request is one (docs/findings.md). In an SDK that
 * parses it otherwise, nothing is observed, and the run waits on after Ctrl-C.
 */
export function onCancel(callback: () => void): void {
  const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb") as {
    Empty: { deserializeBinary?: unknown };
  };
  const original = Empty.deserializeBinary;
  if (typeof original !== "function") return;
  Empty.deserializeBinary = (...args: unknown[]): unknown => {
    callback();
    return Reflect.apply(original, Empty, args) as unknown;
  };
}
