import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/root";

const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const NUMBERS = new Map([...WORDS.map((word, index) => [word, index] as const), ["twenty", 20], ["an", 1]]);

/** A number as prose or source has it: `2,000`, `2_000`, `five`. */
function numberOf(text: string): number {
  return NUMBERS.get(text) ?? Number(text.replaceAll(/[,_]/g, ""));
}

function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** How many entries a list in a source has. */
function entriesOf(path: string, list: RegExp): number {
  const [, entries = ""] = list.exec(textOf(path)) ?? [];
  return entries.split(",").filter((entry) => entry.trim() !== "").length;
}

/** The numbers that a source has in these places, multiplied. */
function product(path: string, place: RegExp): number {
  const [, ...factors] = place.exec(textOf(path)) ?? assert.fail(`${path} has no ${String(place)}`);
  return factors.map(numberOf).reduce((a, b) => a * b, 1);
}

const MODEL = "test/model/model.test.ts";
const KILLED = "test/e2e/interruption.test.ts";
const SECURITY = "test/e2e/security.test.ts";
const ANSWERS = "test/integration/securityAnswers.test.ts";
const GAPS = "test/model/gaps.ts";

const MOMENTS = product(KILLED, /ALL_MOMENTS = Array\.from\(\{ length: (\d+) \}/);
const PLAYED = entriesOf(KILLED, /const MOMENTS = soak \? ALL_MOMENTS : \[([^\]]*)\]/);
const PLAYED_BY_PLUGIN = entriesOf(KILLED, /\["yaml", soak \? ALL_MOMENTS : \[([^\]]*)\]\]/);

/** Each number of the page that a source has too: where the page says it, and what the source says. */
const COUNTS: readonly (readonly [page: RegExp, ...sources: number[]])[] = [
  [/plays ([\d,]+) schedules from seed 1/, product(MODEL, /MODEL_SCHEDULES"\] \?\? ([\d_]+)/)],
  [/# ([\d,]+) schedules from seed 1/, product("test/model/soak.ts", /count = "(\d+)"/)],
  [/the killed runs at (\w+) moments of (\w+)/, PLAYED, MOMENTS],
  [/then all (\w+) moments/, MOMENTS],
  [/killed at one of (\w+) moments/, MOMENTS],
  [
    /killed, at moments of (\w+) +\| (\d+), all in the soak run +\| (\d+),/,
    MOMENTS,
    PLAYED,
    PLAYED_BY_PLUGIN,
  ],
  [
    /within\s+(\d+) minutes\. The run/,
    product("test/model/conflictInvariants.ts", /BOUND_MS = (\d+) \* MINUTE/),
  ],
  [
    /may take (\w+) minutes, and one last look/,
    product("provider/marketplace/http/requester.ts", /POST_TIMEOUT_MS = (\d+) \* 60_000/),
  ],
  [/given up after (\d+) seconds/, product("provider/waiting/poll.ts", /OVERTIME_MS = ([\d_]+)/) / 1_000],
  [/sleeps (\w+) minutes/, product(GAPS, /stop\((\d+) \* MINUTE, true\)/)],
  [/is stopped for (\w+) hours/, product(GAPS, /stop\((\d+) \* MINUTE, false\)/) / 60],
  [/its clock is set (\w+) hour ahead/, product(GAPS, /ahead \+= (\d+) \* MINUTE/) / 60],
  [/ends within (\d+) s; is resumed/, product(KILLED, /interruptedAt < ([\d_]+)/) / 1_000],
  [/gone within two minutes +\| gone within (\d+) s/, product(KILLED, /killedAt < ([\d_]+)/) / 1_000],
  [/\n\| (\d+) launches in one `up`, one request in ten/, product("test/e2e/load.test.ts", /COUNT = (\d+)/)],
  [/\n\| (\d+) launches, one request in ten/, product("test/e2e/load.test.ts", /COUNT = (\d+)/)],
  [
    /gives (\w+) variables and (\w+) secret keys/,
    entriesOf(SECURITY, /SECRET_VARIABLES = \[([^\]]*)\]/),
    2 * entriesOf(SECURITY, /SECRET_KEYS = \[([^\]]*)\]/),
  ],
  [
    /bodies above (\d+) MB/,
    product("provider/marketplace/http/transport.ts", /MAX_BODY_BYTES = (\d+) \* 1024 \* 1024/),
  ],
  [/\| ([\d,]+) open brackets/, product(ANSWERS, /"\["\.repeat\(([\d_]+)\)/)],
  [/a header of ([\d,]+) characters/, product(ANSWERS, /LONG_HEADER = "x"\.repeat\(([\d_]+)\)/)],
  [/characters, ([\d,]+) headers/, product(ANSWERS, /length: ([\d_]+)/)],
  [/sequences, ([\d,]+) characters/, 5 * product(SECURITY, /"long "\.repeat\(([\d_]+)\)/)],
  [/plain text of at most (\d+) characters/, product("provider/values/text.ts", /MAX_TEXT_LENGTH = (\d+)/)],
  [/URLs of ([\d,]+) characters/, product("test/integration/security.test.ts", /"x"\.repeat\(([\d_]+)\)/)],
];

describe("the page on reliability", () => {
  const page = textOf("docs/reliability.md");

  for (const [place, ...expected] of COUNTS) {
    it(`counts as the tests do: ${String(place)}`, () => {
      const [, ...said] = place.exec(page) ?? assert.fail(`nothing there matches ${String(place)}`);
      assert.deepEqual(said.map(numberOf), expected);
    });
  }

  it("names files that exist", () => {
    const named = [...page.matchAll(/`((?:provider|test)\/[\w/.]+\.ts)`/g)].map(([, path = ""]) => path);
    assert.ok(named.length > 50, String(named.length));
    assert.deepEqual(
      named.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });
});
