import assert from "node:assert/strict";
import { readYaml } from "../../support/yaml";

type Members = Readonly<Record<string, unknown>>;

interface Stage {
  readonly stage: string;
  readonly condition?: string;
  readonly lockBehavior?: string;
  readonly jobs: readonly (Members & { readonly environment?: string; readonly timeoutInMinutes: number })[];
}

describe("the example azure-devops", () => {
  let stages: readonly Stage[] = [];
  let pipeline: Members = {};
  before(async () => {
    pipeline = (await readYaml("examples", "azure-devops", "azure-pipelines.yml")) as Members;
    stages = pipeline["stages"] as readonly Stage[];
  });

  it("launches in one stage, on main alone, in the protected environment", () => {
    const launching = stages.filter((one) => JSON.stringify(one).includes("pulumi up"));
    assert.deepEqual(
      launching.map(({ stage }) => stage),
      ["Launch"],
    );
    assert.match(
      launching[0]?.condition ?? "",
      /eq\(variables\['Build\.SourceBranch'\], 'refs\/heads\/main'\)/,
    );
    assert.equal(launching[0]?.jobs[0]?.environment, "production");
  });

  it("has two identities, and the one that can launch in that stage alone", () => {
    const naming = (name: string): string[] =>
      stages.flatMap((one) => (JSON.stringify(one).includes(`"${name}"`) ? [one.stage] : []));
    assert.deepEqual(naming("marketplace-preview"), ["Preview"]);
    assert.deepEqual(naming("marketplace-production"), ["Launch"]);
    assert.match(JSON.stringify(stages[0]), /"AZURE_MARKETPLACE_READ_ONLY":"true"/);
    assert.doesNotMatch(JSON.stringify(pipeline["variables"]), /TOKEN/);
  });

  it("lets each launch wait for its turn, within the time of a job", () => {
    assert.equal(stages.at(-1)?.lockBehavior, "sequential");
    const minutes = stages.at(-1)?.jobs[0]?.timeoutInMinutes ?? 0;
    assert.ok(minutes > 300 && minutes < 360);
  });

  it("pins image, Node and CLI", () => {
    assert.match(JSON.stringify(pipeline["pool"]), /"ubuntu-\d\d\.\d\d"/);
    const { PULUMI_VERSION: cli, NODE_VERSION: node } = pipeline["variables"] as Record<string, string>;
    assert.match(cli ?? "", /^\d+\.\d+\.\d+$/);
    assert.match(node ?? "", /^\d+\.\d+\.\d+$/);
    const installs = JSON.stringify(stages).match(/get\.pulumi\.com[^"]*/g) ?? [];
    assert.equal(installs.length, 2);
    for (const install of installs) assert.match(install, /--version \$\(PULUMI_VERSION\)/);
  });
});

describe("the example gitlab", () => {
  let pipeline: Members = {};
  let preview: Members = {};
  let launch: Members = {};
  before(async () => {
    pipeline = (await readYaml("examples", "gitlab", ".gitlab-ci.yml")) as Members;
    preview = pipeline["preview"] as Members;
    launch = pipeline["launch"] as Members;
  });

  it("launches by hand, on the default branch alone, in the protected environment", () => {
    const launching = Object.keys(pipeline).filter((name) =>
      JSON.stringify(pipeline[name]).includes("pulumi up"),
    );
    assert.deepEqual(launching, ["launch"]);
    const rules = launch["rules"] as readonly Members[];
    assert.deepEqual(
      rules.map((rule) => [rule["if"], rule["when"]]),
      [["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", "manual"]],
    );
    assert.equal(launch["environment"], "production");
  });

  it("takes identities and tokens from the environments", () => {
    assert.doesNotMatch(JSON.stringify(pipeline["variables"]), /CLIENT_ID|TOKEN/);
    assert.deepEqual(preview["environment"], { name: "preview", action: "access" });
    assert.deepEqual(preview["variables"], {
      AZURE_MARKETPLACE_READ_ONLY: "true",
      AZURE_MARKETPLACE_STRICT_PREVIEW: "true",
    });
  });

  it("runs one launch at a time, within the time of a job", () => {
    assert.equal(launch["resource_group"], "production");
    assert.equal(launch["timeout"], "5h 50m");
  });

  it("pins image and CLI", () => {
    const { image, before_script: script } = pipeline["default"] as Record<string, unknown>;
    assert.match(String(image), /^node:\d+\.\d+\.\d+-/);
    assert.match(JSON.stringify(script), /get\.pulumi\.com \| sh -s -- --version \d+\.\d+\.\d+/);
  });
});
