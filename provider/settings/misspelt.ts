import { MarketplaceError } from "../errors";
import { OWN_IDENTITY_KEYS } from "./identityGroup";
import { nearest } from "../values/nearest";

const NAMESPACE = "azure-marketplace:";
const PREFIX = "AZURE_MARKETPLACE_";

/** The settings that are no identity's, by the name that each has in stack config. */
const SETTING_KEYS = [
  "endpoint",
  "readOnly",
  "skipPreviewLook",
  "strictPreview",
  "maxLaunches",
  "requestsPerSecond",
] as const;

const KNOWN_KEYS: ReadonlySet<string> = new Set([...SETTING_KEYS, ...OWN_IDENTITY_KEYS]);
const KNOWN_VARIABLES: ReadonlySet<string> = new Set([
  `${PREFIX}ACCESS_TOKEN`,
  ...SETTING_KEYS.map((key) => PREFIX + key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()),
]);

function refuse(name: string, meant: string | undefined, known: Iterable<string>): never {
  const hint = meant === undefined ? `known are ${[...known].join(", ")}` : `did you mean ${meant}?`;
  throw new MarketplaceError(
    "SETTING_INVALID",
    `${name} is not a setting of pulumi-azure-marketplace; ${hint}`,
  );
}

/**
 * A misspelt brake would be no brake: refuses stack config of this package's namespace that is not known, and
 * variables that look like a known one (others with the same beginning may be somebody's own).
 */
export function refuseMisspelt(configKeys: readonly string[], variables: readonly string[]): void {
  for (const name of configKeys) {
    const key = name.slice(NAMESPACE.length);
    if (!name.startsWith(NAMESPACE) || KNOWN_KEYS.has(key)) continue;
    if (/token/i.test(key)) refuse(name, `the environment variable ${PREFIX}ACCESS_TOKEN`, []);
    const meant = nearest(key, [...KNOWN_KEYS]);
    refuse(name, meant === undefined ? undefined : NAMESPACE + meant, KNOWN_KEYS);
  }
  for (const name of variables) {
    if (!name.startsWith(PREFIX) || KNOWN_VARIABLES.has(name)) continue;
    const meant = nearest(
      name.slice(PREFIX.length),
      [...KNOWN_VARIABLES].map((one) => one.slice(PREFIX.length)),
      2,
    );
    if (meant !== undefined) refuse(name, PREFIX + meant, []);
  }
}
