import { createRequire } from "node:module";
import type * as ajvModule from "ajv";
import type { ValidateFunction } from "ajv";
import { isObject, type JsonObject } from "../body";
import type { Wire } from "../exchange";
import { CONFIGURE, RESOURCES } from "./schemas";

/** The resources in a `configure`, with the kind of each. */
export interface ConfigureBody {
  readonly resources: readonly { readonly kind: string; readonly resource: JsonObject }[];
  /** All versions of schemas that the body names. */
  readonly versions: readonly string[];
}

interface Validators {
  readonly configure: ValidateFunction;
  readonly resources: ReadonlyMap<string, ValidateFunction>;
}

let validators: Validators | undefined;

/** Loads the validator with the first `configure`, so that nobody else waits for it. */
function load(): Validators {
  const { Ajv } = createRequire(__filename)("ajv") as typeof ajvModule;
  const ajv = new Ajv({ allErrors: false, strict: true, strictTypes: false });
  const resources = Object.entries(RESOURCES).map(([kind, schema]) => [kind, ajv.compile(schema)] as const);
  return { configure: ajv.compile(CONFIGURE), resources: new Map(resources) };
}

/** Reads the body of a `configure`; text says what is wrong with it. */
export function configureBody(body: Wire): ConfigureBody | string {
  validators ??= load();
  const { configure, resources } = validators;
  if (!configure(body)) return problem(configure, "");
  const all = isObject(body) ? body["resources"] : undefined;
  const objects = (Array.isArray(all) ? (all as readonly Wire[]) : []).filter(isObject);
  const read: { kind: string; resource: JsonObject }[] = [];
  for (const [index, resource] of objects.entries()) {
    const kind = partsOf(resource["$schema"]).kind;
    const validate = resources.get(kind);
    if (validate === undefined) return `Invalid resource: the schema of /resources/${index} was not found.`;
    if (!validate(resource)) return problem(validate, `/resources/${index}`);
    read.push({ kind, resource });
  }
  const schemas = [isObject(body) ? body["$schema"] : undefined, ...objects.map((one) => one["$schema"])];
  return { resources: read, versions: schemas.map((one) => partsOf(one).version) };
}

function partsOf(schema: Wire): { kind: string; version: string } {
  const [, kind = "", version = ""] =
    /\/schema\/([^/]+)\/([^/]+)$/.exec(typeof schema === "string" ? schema : "") ?? [];
  return { kind, version };
}

function problem({ errors }: ValidateFunction, path: string): string {
  const [first] = errors ?? [];
  return `Invalid resource: ${path}${first?.instancePath ?? ""} ${first?.message ?? "does not fit its schema"}.`;
}

/** Whether a version of a schema is newer than another; one without `-preview` is newer than its previews. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [order(version), order(than)];
  return a.date === b.date ? a.preview > b.preview : a.date > b.date;
}

function order(version: string): { date: string; preview: number } {
  const [, date = "", preview] = /^(\d{4}-\d\d-\d\d)(?:-preview(\d+))?/.exec(version) ?? [];
  return { date, preview: preview === undefined ? Infinity : Number(preview) };
}
