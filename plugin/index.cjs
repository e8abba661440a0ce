// What a language host runs when the plugin is a folder: `pulumi package add` of this folder, or of it in git.
// Compiled code is in the package that this folder came with; of a git clone, build.mjs puts it here.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const main = ["../dist", "build/dist"]
  .map((place) => join(__dirname, place, "provider/plugin/main.js"))
  .find((file) => existsSync(file));
if (main === undefined) throw new Error(`not built: run "npm install" in ${__dirname}`);
require(main).start();
