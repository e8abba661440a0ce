import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** A rule for one folder or file: what it must not import, and why. */
function arrows(files, patterns, ignores = []) {
  return {
    files,
    ignores,
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
  };
}

const PULUMI = {
  group: ["@pulumi/*"],
  message: "Pulumi values belong to offerGoLive, inputs, engine, getOffer and policies.",
  allowTypeImports: true,
};
const GOT = { group: ["got"], message: "Only marketplace/http.ts imports got." };
const IDENTITY = {
  group: ["@azure/identity"],
  message: "Only marketplace/azureIdentity.ts imports @azure/identity.",
  allowTypeImports: true,
};
const OUTSIDE = {
  regex: "(^|/)(simulator|examples|test|bench|support|scripts|policies)(/|$)",
  message:
    "Nothing in provider/ imports simulator/, examples/, test/, bench/, support/, scripts/ or policies/.",
};
const UP = { regex: "^\\.\\./(?!\\.\\.)", message: "operation/ imports nothing outside itself." };
const MARKETPLACE_UP = {
  regex:
    "^(\\.\\./)+(?!errors$|version$|operation/|marketplace/|transport$|service$|request$|text$|json$|retryAfter$|limiter$)[a-zA-Z]",
  message: "marketplace/ imports errors, version and operation/ only.",
};

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
  arrows(
    ["provider/**/*.ts"],
    [PULUMI, GOT, IDENTITY, OUTSIDE],
    ["provider/operation/**", "provider/marketplace/**", "provider/{offerGoLive,inputs,engine,getOffer}.ts"],
  ),
  arrows(["provider/{offerGoLive,inputs,engine,getOffer}.ts"], [GOT, IDENTITY, OUTSIDE]),
  arrows(["provider/operation/**/*.ts"], [PULUMI, GOT, IDENTITY, OUTSIDE, UP]),
  arrows(
    ["provider/marketplace/**/*.ts"],
    [PULUMI, GOT, IDENTITY, OUTSIDE, MARKETPLACE_UP],
    ["provider/marketplace/http.ts", "provider/marketplace/azureIdentity.ts"],
  ),
  arrows(["provider/marketplace/http.ts"], [PULUMI, IDENTITY, OUTSIDE, MARKETPLACE_UP]),
  arrows(["provider/marketplace/azureIdentity.ts"], [PULUMI, GOT, OUTSIDE, MARKETPLACE_UP]),
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
  prettier,
);
