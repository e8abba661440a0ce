import { createRequire } from "node:module";

/**
 * Calls back when the engine cancels the run (Ctrl-C). The SDK's dynamic provider ignores that call, but it parses
 * the request. That request is an empty message, and the only empty one after the start (docs/findings.md). If an SDK
 * parses it in another way, nothing is noticed here, and the run keeps waiting after Ctrl-C.
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
