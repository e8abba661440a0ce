import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../support/root";
import type { RunOptions } from "./engineStack";
import type { Workspace } from "./workspace";

const PACK = join(root, "examples", "policy-pack");

/** Shut for any launch. */
const SHUT = {
  "approved-versions": { versions: {} },
  "known-offers": { publishers: ["contoso"] },
  "launching-stacks": { stacks: ["e2e/test"] },
  "launch-window": { timeZone: "Europe/Berlin", freeze: ["2000-01-01/2999-12-31"] },
};

/** The options of a run whose policies let nothing launch. */
export async function shutPolicies({
  folder,
}: Workspace): Promise<Required<Pick<RunOptions, "policyPacks" | "policyPackConfigs">>> {
  const file = join(folder, "policies.json");
  await writeFile(file, JSON.stringify(SHUT));
  return { policyPacks: [PACK], policyPackConfigs: [file] };
}
