import Module from "node:module";

// Loaded before the tests of one mutant: gives them the mutated code of one file, and leaves dist/ as it is.

const file = process.env["MUTANT_FILE"];
const code = process.env["MUTANT_CODE"];

interface Loaded {
  _compile(code: string, filename: string): void;
}
type Loader = (module: Loaded, filename: string) => void;

const extensions = (Module as unknown as { _extensions: Record<string, Loader> })._extensions;
const load = extensions[".js"];
if (load !== undefined && file !== undefined && code !== undefined) {
  extensions[".js"] = (module, filename) => {
    if (filename === file) module._compile(code, filename);
    else load(module, filename);
  };
}
