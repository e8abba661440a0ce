import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Workspace } from "./workspace";

/** Changes the text of the stack's state, as somebody would who exports, edits and imports it. */
export async function editState(workspace: Workspace, edit: (text: string) => string): Promise<void> {
  const file = join(workspace.folder, "state.json");
  const stack = async (command: "export" | "import"): Promise<void> => {
    const done = await workspace.cli(["stack", command, "--stack", "test", "--file", file]);
    assert.equal(done.exitCode, 0, done.stdout + done.stderr);
  };
  await stack("export");
  const text = await readFile(file, "utf8");
  const edited = edit(text);
  assert.notEqual(edited, text, "the edit changes the state");
  await writeFile(file, edited);
  await stack("import");
}

/** A state whose launches were announced an hour earlier. */
export function announcedAnHourEarlier(text: string): string {
  return text.replaceAll(
    /"launchCheckedAt": "([^"]+)"/g,
    (_all, time: string) => `"launchCheckedAt": "${new Date(Date.parse(time) - 3_600_000).toISOString()}"`,
  );
}
