/** `npm run plugin:schema`: writes plugin/schema.json from the contract. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packageVersion } from "../provider/plugin/assets";
import { pluginSchema } from "./pluginSchema";

/** The schema as it is committed. */
export function schemaFile(): string {
  return `${JSON.stringify(pluginSchema(packageVersion()), null, 2)}\n`;
}

if (require.main === module) void writeFile(join(__dirname, "../../plugin/schema.json"), schemaFile());
