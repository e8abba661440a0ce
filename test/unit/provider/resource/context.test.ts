import assert from "node:assert/strict";
import { replaceCommand } from "../../../../provider/resource/context";

describe("the command that launches a version again", () => {
  const rows: readonly (readonly [title: string, urn: string | undefined, typed: string])[] = [
    ["quotes the URN", "urn:a$b::offer", "'urn:a$b::offer'"],
    ["keeps a quote in a resource's name", "urn:a::it's", `'urn:a::it'\\''s'`],
    ["says URN where it is not known", undefined, "'URN'"],
  ];
  for (const [title, urn, typed] of rows) {
    it(title, () => assert.ok(replaceCommand(urn).startsWith(`pulumi up --replace ${typed} (`)));
  }
});
