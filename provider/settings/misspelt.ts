import { MarketplaceError } from "../errors";
import { nearest } from "../values/nearest";
import { IDENTITY_SETTINGS, UNREAD_IDENTITY_KEYS } from "./identityTable";
import { NAMESPACE, SETTINGS, type SettingRow } from "./settingTable";

const ROWS: readonly SettingRow[] = SETTINGS;

/** The keys that may follow `azure-marketplace:` in stack config. */
const KNOWN_KEYS: readonly string[] = [
  ...ROWS.filter((row) => row.environmentOnly !== true).map(({ key }) => key),
  ...IDENTITY_SETTINGS.map(({ key }) => key),
  ...UNREAD_IDENTITY_KEYS,
];
const KNOWN_VARIABLES: readonly string[] = ROWS.map(({ variable }) => variable);
const SAFETY_LIMITS: readonly string[] = ROWS.filter((row) => row.safety).map(({ key }) => key);

/** Other names that people may use for this package, as `lettersOf` returns them. */
const OTHER_NAMES = ["marketplace", "pulumiazuremarketplace"];
const MAX_NAMESPACE_EDITS = 3;
const MAX_VARIABLE_EDITS = 2;

/**
 * Throws `SETTING_INVALID` for the first name that is refused: otherwise a typo would silently disable a safety limit. Refused
 * are:
 *
 * - a key of `azure-marketplace:` that is not known;
 * - a key of a namespace that looks like `azure-marketplace`;
 * - a safety limit in the project's own namespace, unless `azure-marketplace:` has it as well: a project may use the
 *   name for something of its own;
 * - a variable that looks like a known one; others may be somebody's own, also with the same beginning.
 */
export function refuseMisspelt(
  configKeys: readonly string[],
  variables: readonly string[],
  project?: string,
): void {
  const problem = [
    ...configKeys.map((name) => problemOfKey(name, configKeys, project)),
    ...variables.map(problemOfVariable),
  ].find((one) => one !== undefined);
  if (problem !== undefined) throw new MarketplaceError("SETTING_INVALID", problem);
}

function problemOfKey(name: string, all: readonly string[], project: string | undefined): string | undefined {
  const colon = name.indexOf(":");
  const namespace = name.slice(0, colon);
  const key = name.slice(colon + 1);
  if (colon < 0) return undefined;
  if (namespace === NAMESPACE) return KNOWN_KEYS.includes(key) ? undefined : unknown(name, key);
  if (namespace === project) return ofTheProject(name, key, all);
  if (!looksLikeOurs(namespace, key)) return undefined;
  return unknown(name, key, KNOWN_KEYS.includes(key) ? key : undefined);
}

function unknown(name: string, key: string, right?: string): string {
  const what = `${name} is not a setting of pulumi-azure-marketplace`;
  if (/token/i.test(key) && right === undefined) {
    const tokens = ROWS.filter(({ type }) => type === "token");
    // The first word of a key says which API it is for. For the default API it only says what it is.
    const named = tokens.filter((row) => row.key !== "accessToken" && sameFirstWord(row.key, key));
    const meant = (named.length > 0 ? named : tokens).map(({ variable }) => variable);
    if (nearest(key, KNOWN_KEYS, 1) === undefined) {
      return `${what}. Did you mean the environment variable ${meant.join(" or ")}?`;
    }
  }
  const meant = right ?? nearest(key, KNOWN_KEYS);
  return meant === undefined
    ? `${what}. Its settings are ${KNOWN_KEYS.join(", ")}`
    : `${what}. Did you mean ${NAMESPACE}:${meant}?`;
}

function sameFirstWord(known: string, key: string): boolean {
  const [first = ""] = known.split(/(?=[A-Z])/);
  return key.toLowerCase().startsWith(first);
}

function ofTheProject(name: string, key: string, all: readonly string[]): string | undefined {
  const limit = SAFETY_LIMITS.find((one) => lettersOf(one) === lettersOf(key));
  if (limit === undefined || all.includes(`${NAMESPACE}:${limit}`)) return undefined;
  return (
    `${name} is a setting of this project, not of pulumi-azure-marketplace, and does not limit launches. Use ` +
    `${NAMESPACE}:${limit}. If the project needs ${name} for something else, set ${NAMESPACE}:${limit} as well, ` +
    "to any value"
  );
}

function looksLikeOurs(namespace: string, key: string): boolean {
  const name = lettersOf(namespace);
  if (nearest(name, [lettersOf(NAMESPACE)], MAX_NAMESPACE_EDITS) !== undefined) return true;
  return OTHER_NAMES.includes(name) && nearest(key, KNOWN_KEYS) !== undefined;
}

/** Lower-case letters and digits only, so that `read_only` equals `readOnly`. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/g, "");
}

function problemOfVariable(name: string): string | undefined {
  if (KNOWN_VARIABLES.includes(name)) return undefined;
  const meant = nearest(name, KNOWN_VARIABLES, MAX_VARIABLE_EDITS);
  return meant === undefined
    ? undefined
    : `${name} is not a setting of pulumi-azure-marketplace. Did you mean ${meant}?`;
}
