import { SECRET_SETTINGS } from "../provider/plugin/configure";
import { IDENTITY_SETTINGS } from "../provider/settings/identityTable";
import { SETTINGS, type SettingRow } from "../provider/settings/settingTable";

type Json = Readonly<Record<string, unknown>>;

const ROWS: readonly SettingRow[] = SETTINGS;

function property(name: string, description: string): [string, Json] {
  const secret = SECRET_SETTINGS.has(name) ? { secret: true } : {};
  return [name, { type: "string", description, ...secret }];
}

/** Every setting as a property of the provider. All of them are text, as in stack config. */
export const CONFIG: Json = Object.fromEntries([
  ...ROWS.filter(({ environmentOnly }) => environmentOnly !== true).map((row) =>
    property(
      row.key,
      row.default === undefined ? row.sentence : `${row.sentence} Default: \`${row.default}\`.`,
    ),
  ),
  ...IDENTITY_SETTINGS.map(({ key, sentence, secret }) =>
    property(key, secret ? `${sentence} The environment is the better place for it.` : sentence),
  ),
]);
