import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { OfferGoLive } from "../../provider";
import { API_NAMES } from "../../provider/marketplace/apiName";
import { startSimulator, type Simulator } from "../../simulator";
import { playProject } from "./support/project";
import { environmentOf, golives, green, NAME, red } from "./support/scene";
import { withWorkspace } from "./support/workspace";

/** A value that stands nowhere else, for each variable that may hold a secret. */
const SECRET_VARIABLES = [
  "AZURE_MARKETPLACE_ACCESS_TOKEN",
  "AZURE_MARKETPLACE_GRAPH_ACCESS_TOKEN",
  "ARM_CLIENT_SECRET",
  "ARM_CLIENT_CERTIFICATE_PASSWORD",
  "ARM_OIDC_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PASSWORD",
];
const SECRET_KEYS = ["clientSecret", "clientCertificatePassword", "oidcToken", "oidcRequestToken"].flatMap(
  (key) => [`azure-native:${key}`, `azure-marketplace:${key}`],
);

const markerOf = (name: string): string => `marker-of-${name.replaceAll(/\W/g, "-")}`;
const inEnvironment = SECRET_VARIABLES.map(markerOf);
const inConfig = SECRET_KEYS.map(markerOf);

/** The secrets that a text holds, as they are or in base64. */
function found(text: string, markers: readonly string[]): readonly string[] {
  return markers.filter(
    (marker) => text.includes(marker) || text.includes(Buffer.from(marker).toString("base64").slice(0, -4)),
  );
}

/** Every file below a folder, links not followed. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
}

const ENGINE_CONFIGURES =
  /"(?:Marshaling|Unmarshaling) property for RPC\[Provider\[\w+\]\.(?:Configure|CheckConfig)/;

const HOSTILE =
  "\u001b]8;;http://evil.test\u0007link\u001b]8;;\u0007 <b>bold</b><script>x</script> \u202eright " +
  `<{%bg 1%}>painted <{%no such command%}> \u009b31mred ${"long ".repeat(1_000)}`;

/** Each program and each API once; `npm run test:soak` asks for every pair. */
const RUNS =
  process.env["OFFER_GO_LIVE_SOAK"] === undefined
    ? ([
        ["quickstart", "cloudPartner"],
        ["yaml", "productIngestion"],
      ] as const)
    : (["quickstart", "yaml"] as const).flatMap((program) => API_NAMES.map((api) => [program, api] as const));

describe("what a run leaves behind, on the real engine", function () {
  this.timeout(240_000);

  for (const [program, api] of RUNS) {
    it(`holds no secret, and no text that a terminal would act on: ${program}, ${api}`, async () => {
      // An id of two letters is none in Product Ingestion.
      const offerId = api === "cloudPartner" ? "vm" : "app";
      const name = `contoso/${offerId}`;
      const declares = (simulator: Simulator): Record<string, string | undefined> => ({
        ...{ api, publisherId: "contoso", offerId },
        offerVersion: api === "cloudPartner" ? "2" : simulator.offer(name).previewSubmission,
      });
      const options = { program, declares, offers: [`${name}@2`], launchTime: 500 };
      await playProject(options, async (project) => {
        const { workspace, simulator } = project;
        const temporary = join(workspace.folder, "temporary");
        mkdirSync(temporary);
        const env = {
          ...project.env,
          ...Object.fromEntries(SECRET_VARIABLES.map((name) => [name, markerOf(name)])),
          PULUMI_DEBUG_COMMANDS: "true",
          TMPDIR: temporary,
        };
        const secrets = SECRET_KEYS.flatMap((key) => ["--secret", `${key}=${markerOf(key)}`]);
        await workspace.cli(["config", "set-all", "--stack", "test", ...secrets]);
        const events = join(workspace.folder, "events.json");
        const run = (name: string, ...args: readonly string[]) =>
          workspace.cli([name, "--stack", "test", "--event-log", events, ...args], { env });
        const up = ["--yes", "--skip-preview", "--non-interactive", "--color", "always", "--debug"];
        const config = Object.entries(declares(simulator)).flatMap(([key, value]) => [
          "--config",
          `${key}=${String(value)}`,
        ]);

        simulator.failNextLaunch(name, { messages: [HOSTILE] });
        const failed = await run("up", ...up, ...config);
        assert.notEqual(failed.exitCode, 0);
        assert.match(failed.stdout, /\[LAUNCH_FAILED\]/);
        const shown = failed.stdout + failed.stderr;
        for (const piece of ["panic", "\u001b]", "\u0007", "\u009b", "\u202e", "<b>", "evil", "48;5;1m"]) {
          assert.ok(!shown.includes(piece), JSON.stringify(piece));
        }
        assert.match(failed.stdout, /link bold right ‹\{%bg 1%\}>painted ‹\{%no such command%\}>/);
        assert.doesNotMatch(failed.stdout, /(long ){100}/);
        assertClean("the failed run", shown, [...inEnvironment, ...inConfig]);

        const urn = /urn:pulumi:[^\s']+OfferGoLive::[\w-]+/.exec(failed.stdout)?.[0] ?? "";
        const verbose = await run("up", ...up, ...config, "--replace", urn, "-v=9", "--logtostderr");
        assert.equal(verbose.exitCode, 0, verbose.stdout);
        assert.equal(golives(simulator).length, 2);
        assertClean("standard output", verbose.stdout, [...inEnvironment, ...inConfig]);
        assertClean("verbose logs", verbose.stderr, inEnvironment);
        // The engine itself logs the stack config that it hands to a provider, as SECURITY.md says; nobody else does.
        const [known = [], others = []] = [true, false].map((wanted) =>
          verbose.stderr.split("\n").filter((line) => ENGINE_CONFIGURES.test(line) === wanted),
        );
        assert.ok(found(known.join("\n"), inConfig).length > 0, "the search finds what is there");
        assertClean("verbose logs", others.join("\n"), inConfig);

        const exported = await workspace.cli(["stack", "export", "--stack", "test"]);
        assertClean("the exported state", exported.stdout, [...inEnvironment, ...inConfig]);
        const files = filesIn(workspace.folder);
        for (const name of ["events.json", "test.json", "Pulumi.test.yaml"]) {
          assert.ok(
            files.some((path) => basename(path) === name),
            `${name} is searched`,
          );
        }
        for (const path of [...files, ...filesIn(workspace.env["PULUMI_HOME"] ?? "")]) {
          assertClean(path, readFileSync(path, "latin1"), [...inEnvironment, ...inConfig]);
        }
      });
    });
  }
});

function assertClean(where: string, text: string, markers: readonly string[]): void {
  assert.deepEqual(found(text, markers), [], where);
}

describe("brakes, on the real engine", function () {
  this.timeout(300_000);

  it("refuse an offer declared twice in preview, any launch of a rehearsal, and one launch too many", async () => {
    const simulator = await startSimulator({ offers: [`${NAME}@2`, "contoso/other@2"], launchTime: 0 });
    let program: Readonly<Record<string, string>> = { first: "vm", second: "vm" };
    try {
      await withWorkspace(async (workspace) => {
        const stack = await workspace.stack(
          () => {
            for (const [name, offerId] of Object.entries(program)) {
              new OfferGoLive(name, { publisherId: "contoso", offerId, offerVersion: 2 });
            }
            return Promise.resolve();
          },
          { env: { ...environmentOf(simulator), AZURE_MARKETPLACE_MAX_LAUNCHES: "1" } },
        );
        const configure = (...args: string[]): Promise<unknown> =>
          workspace.cli(["config", ...args, "--stack", "test"]);
        red(
          await stack.preview(),
          /contoso\/vm is declared twice in this program: by urn:\S+ and by urn:\S+\. .*\[OFFER_DECLARED_TWICE\]/,
          /declared twice.*::first\b/,
          /declared twice.*::second\b/,
        );

        program = { first: "vm", second: "other" };
        await configure("set", "azure-marketplace:readOnly", "true");
        red(
          await stack.up(),
          /contoso\/vm is ready but was not launched.*strictPreview.*\[READ_ONLY\]/,
          /contoso\/other is ready.*\[READ_ONLY\]/,
        );
        assert.equal(golives(simulator).length, 0);

        await configure("rm", "azure-marketplace:readOnly");
        red(
          await stack.up(),
          /was not launched: this run has sent 1 launch request, and .*MAX_LAUNCHES is 1\..*\[TOO_MANY_LAUNCHES\]/,
        );
        assert.equal(golives(simulator).length, 1);
        green(await stack.up());
        assert.equal(golives(simulator).length, 2);
      });
    } finally {
      await simulator.close();
    }
  });
});
