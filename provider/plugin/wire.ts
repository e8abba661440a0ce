import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../values/unknown";
import { sdk } from "./sdk";

// How Pulumi writes what plain JSON cannot say; the words are those of its sdk/go/common/resource.

/** The key that marks an object as a special value. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** The texts for a value that is not known yet, one for each type that it may have. */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_TEXTS: ReadonlySet<unknown> = new Set([
  UNKNOWN_TEXT,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

type Plain = Record<string, unknown>;

function isObject(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Removes the wrapping of secrets, which the engine itself keeps track of. */
function read(value: unknown): unknown {
  if (UNKNOWN_TEXTS.has(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(read);
  if (!isObject(value)) return value;
  const signature = value[SIGNATURE];
  if (signature === SECRET) return read(value["value"]);
  // An output without a value is not known yet.
  if (signature === OUTPUT) return "value" in value ? read(value["value"]) : UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one)]));
}

/**
 * Properties as the core takes them: plain data, with `UNKNOWN` for what a preview does not know. Empty when not
 * sent.
 */
export function fromWire(struct: Struct | undefined): Plain {
  const plain = read(struct?.toJavaScript() ?? {});
  return isObject(plain) ? plain : {};
}

function write(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_TEXT;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => write(one) ?? null);
  if (!isObject(value)) return value;
  return plainEntries(value);
}

/** Without `undefined`, functions and symbols, which the wire cannot carry. */
function plainEntries(value: Plain): Plain {
  const written = Object.entries(value).map(([key, one]) => [key, write(one)] as const);
  return Object.fromEntries(written.filter(([, one]) => isWritable(one)));
}

function isWritable(value: unknown): boolean {
  return value !== undefined && typeof value !== "function" && typeof value !== "symbol";
}

/** Properties as the engine takes them. */
export function toWire(properties: Readonly<Plain>): Struct {
  return sdk.Struct.fromJavaScript(
    plainEntries(properties) as Parameters<typeof sdk.Struct.fromJavaScript>[0],
  );
}

/** The same value, marked as one that is encrypted in the state and hidden on the screen. */
export function secret(value: unknown): Plain {
  return { [SIGNATURE]: SECRET, value };
}
