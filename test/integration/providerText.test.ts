import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type * as TypeScript from "typescript";
import { PROVIDER_TEXT } from "../../provider/dynamic/providerText";
import { root } from "../support/root";

const OBJECT = join(root, "provider", "dynamic", "providerObject.ts");
const SETTINGS = { module: "node20", target: "es2023" };

/** The compilers that emit the object, by the name of their package. */
const EMITTERS = ["typescript5", "typescript"];
/** Those that the SDK parses it with; the SDK's own where a project has none. */
const PARSERS = ["typescript5", "typescript", undefined];

interface Serialized {
  readonly compiler: string;
  readonly text: string;
}

describe("the provider's text", function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "provider-text-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function emit(compiler: string, source: string): Promise<string> {
    const ts = createRequire(join(root, "package.json"))(compiler) as typeof TypeScript;
    const { options } = ts.convertCompilerOptionsFromJson(SETTINGS, root);
    const file = join(folder, `${compiler}.cjs`);
    const { outputText } = ts.transpileModule(source, { compilerOptions: options, fileName: "object.cts" });
    await writeFile(file, outputText);
    return file;
  }

  async function serialize(file: string, compiler?: string): Promise<Serialized> {
    const args = [join(root, "dist", "test", "fixtures", "serializedProvider.js"), file];
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...args,
      ...(compiler ? [compiler] : []),
    ]);
    return JSON.parse(stdout) as Serialized;
  }

  for (const emitter of EMITTERS) {
    it(`is byte for byte what the SDK makes of the object that ${emitter} compiled`, async () => {
      const file = await emit(emitter, await readFile(OBJECT, "utf8"));
      const made = await Promise.all(PARSERS.map((parser) => serialize(file, parser)));
      assert.deepEqual(
        made.map(({ compiler }) => compiler.replace(/\..*$/, "")),
        ["5", "6", "3"],
      );
      for (const { compiler, text } of made) assert.equal(text, PROVIDER_TEXT, `with TypeScript ${compiler}`);
    });
  }

  it("is another one for an object with another method, or with code of ours", async () => {
    const source = await readFile(OBJECT, "utf8");
    for (const changed of [
      source.replace(".read(id, props)", ".read(id, props, 1)"),
      `const own = () => 1;\n${source.replace("return Promise.resolve()", "own(); return Promise.resolve()")}`,
    ]) {
      assert.notEqual(changed, source);
      const { text } = await serialize(await emit("typescript", changed), "typescript");
      assert.ok(text.startsWith("exports.handler"));
      assert.notEqual(text, PROVIDER_TEXT);
    }
  });
});
