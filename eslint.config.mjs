import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/**
 * Which folders of provider/ a folder may import, besides itself and errors.ts. The arrows point one way:
 * doors -> resource -> launch -> decision -> marketplace -> values -> waiting.
 */
const MARKETPLACE = ["values", "waiting"];
const CONTRACT = ["service", "offer", "apiName", "operationStatus", "version"].map(
  (file) => `marketplace/${file}`,
);
const DECISION = [...CONTRACT, "values"];
const LAUNCH = ["decision", ...CONTRACT, ...MARKETPLACE];
const RESOURCE = ["launch", "settings", "marketplace/createService", "marketplace/documentDiff", ...LAUNCH];
const DOOR = ["resource", "marketplace", ...RESOURCE];
const ARROWS = {
  waiting: [],
  values: ["waiting"],
  marketplace: MARKETPLACE,
  "marketplace/http": ["marketplace/identity/credential", ...MARKETPLACE],
  "marketplace/identity": ["marketplace/http", ...MARKETPLACE],
  "marketplace/cloudPartner": [
    "marketplace/http",
    "marketplace/identity/tokenTarget",
    ...CONTRACT,
    ...MARKETPLACE,
  ],
  "marketplace/productIngestion": [
    "marketplace/http",
    "marketplace/identity/tokenTarget",
    ...CONTRACT,
    ...MARKETPLACE,
  ],
  decision: DECISION,
  launch: LAUNCH,
  settings: [
    "marketplace/serviceSettings",
    "marketplace/identity",
    "marketplace/http/proxySetting",
    "marketplace/http/origin",
    "marketplace/cloudPartner/api",
    "marketplace/productIngestion/api",
    ...MARKETPLACE,
  ],
  resource: RESOURCE,
  dynamic: ["look", ...DOOR],
  plugin: ["dynamic/engine", "look", ...DOOR],
  look: DOOR,
};

const PULUMI = {
  group: ["@pulumi/*"],
  message: "Values of Pulumi belong to the doors: dynamic/ and plugin/.",
  allowTypeImports: true,
};
const GOT = { group: ["got"], message: "Only marketplace/http/http.ts imports got." };
const IDENTITY = {
  group: ["@azure/identity"],
  message: "Only marketplace/identity/azureIdentity.ts imports @azure/identity.",
  allowTypeImports: true,
};
const OUTSIDE = {
  regex: "(^|/)(simulator|examples|test|bench|support|scripts|policies)(/|$)",
  message:
    "Nothing in provider/ imports simulator/, examples/, test/, bench/, support/, scripts/ or policies/.",
};

/** Matches every relative path that leads from a folder to a place in provider/ that is not in its list. */
function beyond(folder, allowed) {
  const depth = folder.split("/").length;
  const up = "\\.\\./".repeat(depth);
  const own = depth === 1 ? [] : [`\\.\\./(?!\\.\\./)`];
  const sibling = allowed
    .filter((one) => depth === 2 && one.startsWith("marketplace/"))
    .map((one) => one.slice("marketplace/".length));
  const places = ["errors", ...allowed].map((one) => `${one}(?:/|$)`).join("|");
  const beside = depth === 1 ? [] : [`^${own[0]}(?!(?:${sibling.join("|") || "-"})(?:/|$))`];
  return [`^${up}(?!(?:${places}))`, ...beside].map((regex) => ({
    regex,
    message: `provider/${folder}/ imports only ${["errors", ...allowed].join(", ")}.`,
  }));
}

const EXCEPTIONS = {
  "provider/marketplace/http/http.ts": GOT,
  "provider/marketplace/identity/azureIdentity.ts": IDENTITY,
};

function rule(files, patterns, ignores = []) {
  return { files, ignores, rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] } };
}

const NOT_PROVIDER = {
  regex: "(^|/)(provider|examples|test|bench|support|scripts|policies)(/|$)",
  message: "The simulator stands on its own: it holds to the documentation, not to our client.",
};
const OTHER_FACE = (face) => ({
  regex: `(^|/)${face}(/|$)`,
  message: "A face of the simulator knows the offers, and not the other face.",
});

/** One rule for each folder of provider/, and one for each file with an exception. */
function arrows() {
  const folders = Object.entries(ARROWS).flatMap(([folder, allowed]) => {
    const door = folder === "dynamic" || folder === "plugin";
    const outside = [GOT, IDENTITY, OUTSIDE, ...(door ? [] : [PULUMI])];
    const patterns = [...outside, ...beyond(folder, allowed)];
    const exceptions = Object.keys(EXCEPTIONS).filter((file) => file.startsWith(`provider/${folder}/`));
    return [
      rule([`provider/${folder}/*.ts`], patterns, exceptions),
      ...exceptions.map((file) =>
        rule(
          [file],
          patterns.filter((one) => one !== EXCEPTIONS[file]),
        ),
      ),
    ];
  });
  return [rule(["provider/*.ts"], [PULUMI, GOT, IDENTITY, OUTSIDE]), ...folders];
}

export default tseslint.config(
  { ignores: ["dist*/", "node_modules/", "examples/*/node_modules/", "examples/azure-native/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // The compiler wants bracket access for index signatures (noPropertyAccessFromIndexSignature).
      "@typescript-eslint/dot-notation": "off",
    },
  },
  ...arrows(),
  { files: ["provider/**/*.ts"], rules: { "max-lines": ["error", 200] } },
  rule(["simulator/*.ts"], [NOT_PROVIDER]),
  rule(["simulator/cloudPartner/*.ts"], [NOT_PROVIDER, OTHER_FACE("productIngestion")]),
  rule(["simulator/productIngestion/*.ts"], [NOT_PROVIDER, OTHER_FACE("cloudPartner")]),
  {
    files: ["test/**/*.ts", "bench/**/*.ts", "support/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: { globals: { __dirname: "readonly" } },
  },
  prettier,
);
