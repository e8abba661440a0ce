import assert from "node:assert/strict";
import { ERROR_CODES } from "../../provider/errors";

const CODES = ERROR_CODES.map((code) => `[${code}]`);

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** What a reader stumbles over in a message: more than one code, a remedy twice, a sentence without its capital. */
export function stumblingBlocks(message: string): readonly string[] {
  const codes = CODES.reduce((sum, code) => sum + times(message, code), 0);
  // The service's own words, in quotes or brackets, are not ours to correct.
  const own = message.replaceAll(/"[^"]*"|\([^()]*\)/g, "()");
  return [
    ...(codes > 1 ? [`${codes} codes`] : []),
    ...["pulumi up --replace '", "Check the offer in Partner Center", 'Run "pulumi up" again', "To launch"]
      .filter((part) => times(message, part) > 1)
      .map((part) => `twice: ${part}`),
    ...[...message.matchAll(/(?<!\.)\.(?:\.(?!\.)|[;,:])/g)].map(([end]) => `a full stop too many: ${end}`),
    ...[...own.matchAll(/\. (?:[a-z]\S*)/g)].map(([start]) => `no capital: ${start}`),
  ];
}

/** Fails for a message that a reader stumbles over. */
export function assertReadable(message: string): void {
  assert.deepEqual(stumblingBlocks(message), [], message);
}
