import { asArray, asRecord, fieldOf, invalidResponse, parseJson, stringField } from "../../values/json";
import { parseVersion, type Version } from "../version";

/** The content of a target, prepared for comparing two of them. */
export interface Tree {
  /** By kind of resource. A kind that the product has once is itself; others are lists of named resources. */
  readonly content: Readonly<Record<string, unknown>>;
  /** The submission whose content it is. */
  readonly submission?: Version;
}

/** Members that say where a resource belongs or identify it. They are not content. */
const DROPPED = new Set(["$schema", "id", "product", "plan", "validations", "identity"]);

/** Members that identify resources of one kind, besides the name of their plan. */
const NAMES = ["languageId", "type", "fileName"] as const;

interface Resource {
  readonly kind: string;
  /** The rest of its id, below the product. Empty for a resource that a product has once. */
  readonly place: string;
  readonly document: Readonly<Record<string, unknown>>;
}

/**
 * Reads a target's resources. Their order means nothing, so they get names: a plan's resources by the plan, texts and
 * images by language, type and file. Throws `RESPONSE_INVALID` when there are no resources.
 */
export function parseTree(body: string): Tree {
  const what = "The resource tree";
  const items = asArray(fieldOf(parseJson(body, what), "resources"));
  if (items === undefined) throw invalidResponse(what, "holds no list of resources", body);
  const resources = items.map(toResource).filter((one) => one !== undefined);
  const plans = new Map(
    resources.flatMap(({ kind, document }) => {
      const id = stringField(document, "id");
      const name = externalIdOf(document);
      return kind === "plan" && id !== undefined && name !== undefined ? [[id, name] as const] : [];
    }),
  );
  const content: Record<string, unknown> = {};
  for (const kind of [...new Set(resources.map((one) => one.kind))].toSorted()) {
    if (kind === "submission") continue;
    content[kind] = grouped(
      resources.filter((one) => one.kind === kind),
      plans,
    );
  }
  const number = resources.find(({ kind }) => kind === "submission")?.place;
  const submission = parseVersion(number);
  return { content, ...(submission === undefined ? {} : { submission }) };
}

function toResource(item: unknown): Resource | undefined {
  const document = asRecord(item);
  const [kind = "", , ...place] = (stringField(item, "id") ?? "").split("/");
  return document === undefined || kind === "" ? undefined : { kind, place: place.join("/"), document };
}

function grouped(resources: readonly Resource[], plans: ReadonlyMap<string, string>): unknown {
  const [only] = resources;
  if (only !== undefined && resources.length === 1 && only.place === "") return members(only.document);
  const names = resources.map((one) => resourceName(one, plans));
  return resources.map((one, index) => {
    const name = names[index] ?? "";
    const unique = names.filter((other) => other === name).length === 1;
    return { externalId: unique ? name : `${name} ${one.place}`.trim(), ...members(one.document) };
  });
}

function members(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !DROPPED.has(name)));
}

function resourceName({ document, place }: Resource, plans: ReadonlyMap<string, string>): string {
  const plan = planOf(document["plan"], plans);
  const own = externalIdOf(document) ?? plan;
  const parts = [own, ...NAMES.map((name) => stringField(document, name))];
  return parts.filter((part) => part !== undefined).join(" ") || place;
}

function planOf(value: unknown, plans: ReadonlyMap<string, string>): string | undefined {
  if (typeof value === "string") return plans.get(value) ?? value.split("/").at(-1);
  return stringField(value, "externalId") ?? stringField(value, "externalID");
}

function externalIdOf(document: unknown): string | undefined {
  const identity = fieldOf(document, "identity");
  return stringField(identity, "externalId") ?? stringField(identity, "externalID");
}
