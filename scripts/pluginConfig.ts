import { OWN_IDENTITY_KEYS } from "../provider/settings/identityGroup";
import { SECRET_SETTINGS } from "../provider/plugin/configure";

type Json = Readonly<Record<string, unknown>>;

/** The settings that are no identity's, with what each means. */
const MEANINGS: Readonly<Record<string, string>> = {
  endpoint:
    "Where the Cloud Partner Portal API is. Default: `https://cloudpartner.azure.com`; http only for loopback.",
  readOnly: "`true`: everything but the launch request, which is refused. Default: `false`.",
  skipPreviewLook: "`true`: previews say nothing of the offers, and send no request. Default: `false`.",
  strictPreview: "`true`: a preview fails for everything that `up` would refuse. Default: `false`.",
  maxLaunches: "More launch requests than this in one run are refused. Default: no limit.",
  requestsPerSecond: "Requests a second, over all launches of a run. Default: `10`.",
};

function identityMeaning(name: string): string {
  return `As \`azure-native:${name}\`, for an identity of this provider's own. The environment (\`ARM_*\`) is the better place.`;
}

function property(name: string, description: string): [string, Json] {
  const secret = SECRET_SETTINGS.has(name) ? { secret: true } : {};
  return [name, { type: "string", description, ...secret }];
}

/** Every setting as a property of the provider. All of them are text, as in stack config. */
export const CONFIG: Json = Object.fromEntries([
  ...Object.entries(MEANINGS).map(([name, meaning]) => property(name, meaning)),
  ...OWN_IDENTITY_KEYS.map((name) => property(name, identityMeaning(name))),
]);
