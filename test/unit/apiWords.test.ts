import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

interface Api {
  /** The folder that may say it. */
  readonly folder: string;
  readonly words: RegExp;
  /** Lines that name a setting, a value of the input `api` or a module, which users and imports have to. */
  readonly names: RegExp;
}

const APIS: readonly Api[] = [
  {
    folder: "marketplace/productIngestion/",
    words:
      /\bgraph\b|graph\.microsoft|submission job|configure-status|resource.?tree|lifecycleState|externalId|targetType|schema\.mp\./i,
    names:
      /graphEndpoint|graphAccessToken|_GRAPH_|ingestionSchema|_INGESTION_SCHEMA|marketplace\/productIngestion/,
  },
  {
    folder: "marketplace/cloudPartner/",
    words:
      /cloud partner portal|cloudpartner\.azure\.com|publisher-?signoff|api-version|\/golive\b|\/api\/publishers|slot\/(?:preview|production)/i,
    names: /marketplace\/cloudPartner/,
  },
];

/** The documentation of inputs and settings: users have to know which API is meant, and where it is. */
const DOCUMENTED =
  /The API that holds the offer|The origin of the service|Where the .* API is|for the .* API/;

/** Files that list names: what tells entries of any API's documents apart, and what a misspelt setting may mean. */
const LISTS: readonly string[] = ["marketplace/documentDiff.ts", "settings/misspelt.ts"];

/** Files of provider/ and policies/, by their path within. */
function sources(): readonly (readonly [file: string, lines: readonly string[]])[] {
  return ["provider", "policies"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [file, readFileSync(join(root, folder, file), "utf8").split("\n")] as const),
  );
}

function spokenOutside({ folder, words, names }: Api): string[] {
  return sources()
    .filter(([file]) => !file.startsWith(folder) && !LISTS.includes(file))
    .flatMap(([file, lines]) =>
      lines
        .filter((line) => words.test(line) && !names.test(line) && !DOCUMENTED.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
}

/** Folders that serve every API, so that none of them may speak of one. */
const NEUTRAL = ["marketplace/http", "marketplace/identity", "values", "waiting"];

const OF_ONE_API = /cloud ?partner|partner center|\bgraph\b|AZURE_MARKETPLACE_|publisher|golive/i;

describe("the words of one API", () => {
  for (const api of APIS) {
    // Each folder may name the other API, to which an unknown offer may belong.
    const other = APIS.filter((one) => one !== api).map(({ folder }) => folder);
    it(`are spoken in ${api.folder} alone`, () => {
      const outside = spokenOutside(api).filter((line) => !other.some((folder) => line.startsWith(folder)));
      assert.deepEqual(outside, []);
    });

    it(`are spoken in ${api.folder} indeed`, () => {
      const inside = sources().filter(([file]) => file.startsWith(api.folder));
      assert.ok(inside.some(([, lines]) => lines.some((line) => api.words.test(line))));
    });
  }
});

describe("what serves every API", () => {
  for (const folder of NEUTRAL) {
    const path = join(root, "provider", folder);
    for (const file of readdirSync(path)) {
      it(`speaks of none of them: ${folder}/${file}`, () => {
        const lines = readFileSync(join(path, file), "utf8").split("\n");
        assert.deepEqual(
          lines.filter((line) => OF_ONE_API.test(line)),
          [],
        );
      });
    }
  }
});
