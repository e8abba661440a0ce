import { execFile } from "node:child_process";
import { MarketplaceError } from "../errors";
import { readSettings, type Settings } from "../settings/settings";
import { refuseMisspelt } from "../settings/misspelt";
import { asRecord, stringField } from "../values/json";
import { cleanPlainText } from "../values/text";

/** The limit of a stack's config, in bytes. */
const MAX_CONFIG_BYTES = 10 * 1024 * 1024;

/**
 * The settings of a `pulumi up` on this stack. Without a stack those of the environment. `printConfig` returns the
 * stack's config as JSON. Default: the Pulumi CLI prints it. Throws `SETTING_INVALID`.
 */
export async function stackSettings(
  stack: string | undefined,
  printConfig: (stack: string) => Promise<string> = printWithCli,
): Promise<Settings> {
  if (stack === undefined) return readSettings(() => undefined, process.env);
  const config = parseStackConfig(await printConfig(stack), stack);
  refuseMisspelt([...config.keys()], []);
  return readSettings((key) => config.get(key), process.env);
}

/** Full keys and values, as `pulumi config --json --show-secrets` prints them. Throws `SETTING_INVALID`. */
function parseStackConfig(json: string, stack: string): ReadonlyMap<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // Never quoted: it holds secrets.
    throw unreadable(stack, "the Pulumi CLI did not print JSON");
  }
  return new Map(
    Object.entries(asRecord(parsed) ?? {}).flatMap(([key, entry]) => {
      const value = stringField(entry, "value");
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

function printWithCli(stack: string): Promise<string> {
  const args = ["config", "--json", "--show-secrets", "--non-interactive", `--stack=${stack}`];
  return new Promise((resolve, reject) => {
    execFile("pulumi", args, { maxBuffer: MAX_CONFIG_BYTES }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (error.code === "ENOENT") {
        reject(unreadable(stack, 'the Pulumi CLI ("pulumi") is not on PATH'));
      } else reject(unreadable(stack, reasonIn(stderr)));
    });
  });
}

/** The CLI's error. It may print warnings before it. */
function reasonIn(stderr: string): string {
  const [, reason] = /^error: (.*)$/ms.exec(stderr) ?? [];
  return cleanPlainText(reason ?? stderr) || "the Pulumi CLI gave no reason";
}

function unreadable(stack: string, reason: string): MarketplaceError {
  return new MarketplaceError(
    "SETTING_INVALID",
    `cannot read the settings of stack ${JSON.stringify(stack)}: ${reason}. Run in the folder of the stack's Pulumi.yaml, with the same backend and passphrase as "pulumi up"`,
  );
}
