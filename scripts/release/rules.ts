import type { Facts } from "./facts";
import { licenceAllows } from "./licences";

/** A reason that keeps a release back, as a sentence that says what to do. Without one it may be published. */
export type Rule = (facts: Facts) => readonly string[];

const MAX_PACKED_BYTES = 1_000_000;
/** Stands for something that only the owner of the project knows. */
export const PLACEHOLDER = "OWNER";
const UNRELEASED = /not on the npm\s+registry\s+yet|do not install it by\s+name/i;
const REQUIRED = [
  ...["README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE", "package.json"],
  ...["dist/provider/index.js", "dist/provider/index.d.ts", "dist/simulator/main.js", "docs/errors.md"],
];
const ALLOWED =
  /^(?:dist\/(?:provider|simulator|policies)|docs|examples|plugin)\/|^[A-Z]+\.md$|^LICENSE$|^package\.json$/;
const REFUSED =
  /(?:^|\/)(?:node_modules|\.env|\.npmrc|Pulumi\.(?:production|staging)\.yaml)(?:\/|$)|\.(?:pem|pfx|key|tgz)$/;

const version: Rule = ({ manifest, lockedVersion }) => [
  ...(/^\d+\.\d+\.\d+$/.test(manifest.version)
    ? []
    : [`package.json: version ${manifest.version} is not a plain x.y.z.`]),
  ...(lockedVersion === manifest.version
    ? []
    : [`package-lock.json has version ${lockedVersion}, package.json ${manifest.version}. Run npm install.`]),
  ...(manifest.private === true ? ["package.json: private is true. Remove it to publish."] : []),
];

const changelog: Rule = ({ manifest, changelog: text }) => {
  const sections = text.split(/^## /m).slice(1);
  const [unreleased = "", released = ""] = sections[0]?.startsWith("Unreleased")
    ? sections
    : ["", sections[0]];
  const heading = released.split("\n")[0] ?? "";
  const dated = new RegExp(`^${manifest.version.replaceAll(".", "\\.")} \\(\\d{4}-\\d\\d-\\d\\d\\)$`);
  return [
    ...(unreleased.split("\n").slice(1).join("").trim() === ""
      ? []
      : [`CHANGELOG.md: there are changes under Unreleased. Move them under ${manifest.version}.`]),
    ...(dated.test(heading)
      ? []
      : [`CHANGELOG.md: its newest release is not "${manifest.version} (YYYY-MM-DD)" but "${heading}".`]),
    ...(/^- /m.test(released) || heading === ""
      ? []
      : [`CHANGELOG.md: ${manifest.version} lists no change.`]),
  ];
};

const addresses: Rule = ({ manifest: { repository, bugs, homepage } }) => {
  const all = { "repository.url": repository?.url, bugs, homepage };
  return Object.entries(all).flatMap(([name, value = ""]) => {
    if (value.includes(PLACEHOLDER))
      return [`package.json: ${name} still has the placeholder ${PLACEHOLDER}.`];
    return /^(?:git\+)?https:\/\/[\w.-]+\/./.test(value)
      ? []
      : [`package.json: ${name} must be an https address, not ${JSON.stringify(value)}.`];
  });
};

const contents: Rule = ({ tarball: { files, size } }) => [
  ...REQUIRED.filter((path) => !files.includes(path)).map((path) => `The tarball lacks ${path}.`),
  ...files
    .filter((path) => !ALLOWED.test(path) || REFUSED.test(path))
    .map((path) => `The tarball must not hold ${path}.`),
  ...(size > MAX_PACKED_BYTES ? [`The tarball has ${size} bytes; the limit is ${MAX_PACKED_BYTES}.`] : []),
];

const provenance: Rule = ({ manifest: { publishConfig }, releaseWorkflow }) => [
  ...(publishConfig?.access === "public" ? [] : ["package.json: publishConfig.access must be public."]),
  ...(publishConfig?.provenance === true ? [] : ["package.json: publishConfig.provenance must be true."]),
  ...(/^\s+id-token: write\b/m.test(releaseWorkflow)
    ? []
    : ["release.yml: the job that publishes needs id-token: write, which provenance is signed with."]),
  ...(/NODE_AUTH_TOKEN|NPM_TOKEN|_authToken/.test(releaseWorkflow)
    ? ["release.yml: publish with npm's trusted publishing, not with a token."]
    : []),
  ...(/^\s+environment: \S/m.test(releaseWorkflow)
    ? []
    : ["release.yml: the job that publishes needs a protected environment."]),
];

const pinned: Rule = ({ workflows }) =>
  workflows.flatMap(({ path, text }) =>
    [...text.matchAll(/uses: (\S+)/g)]
      .map(([, action = ""]) => action)
      .filter((action) => !/@[0-9a-f]{40}$/.test(action))
      .map((action) => `${path}: pin ${action} by its commit.`),
  );

const licences: Rule = ({ manifest, dependencies }) => [
  ...(manifest.license === "Apache-2.0" ? [] : ["package.json: license must be Apache-2.0."]),
  ...dependencies
    .filter(({ license }) => !licenceAllows(license))
    .map(({ name, license }) => `${name} has the licence ${license ?? "none"}: it cannot be shipped with.`),
];

const words: Rule = ({ pages }) =>
  pages
    .filter(
      ({ path, text }) => path !== "CHANGELOG.md" && path !== "docs/releasing.md" && UNRELEASED.test(text),
    )
    .map(({ path }) => `${path} says that the package is not on the registry. Say how to install it.`);

const support: Rule = ({ manifest: { engines = {}, peerDependencies = {} }, policy }) =>
  Object.entries({ Node: engines["node"], "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"] }).flatMap(
    ([name, range = ""]) => {
      const oldest = range.replace(/^[\^>=\s]+/, "");
      return oldest !== "" && policy.includes(`${name} ${oldest}`)
        ? []
        : [`docs/releasing.md does not name the oldest version that package.json allows: ${name} ${oldest}.`];
    },
  );

const published: Rule = ({ dryRunFailure }) =>
  dryRunFailure === undefined ? [] : [`npm publish --dry-run failed: ${dryRunFailure}`];

const committed: Rule = ({ uncommitted }) =>
  uncommitted.length === 0 ? [] : [`Not committed: ${uncommitted.join(", ")}.`];

export const RULES: Readonly<Record<string, Rule>> = {
  version,
  changelog,
  addresses,
  contents,
  provenance,
  pinned,
  licences,
  words,
  support,
  published,
  committed,
};
