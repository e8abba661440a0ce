#!/usr/bin/env node
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createService } from "../createService";
import { MarketplaceError, messageOf } from "../errors";
import { checkInputs } from "../resource/inputs";
import { createHttp } from "../marketplace/http/http";
import { recording } from "../marketplace/http/transcript";
import { decisionFor, factsOf, factsText } from "./offerFacts";
import { systemClock } from "../waiting/clock";
import { readSettings } from "../settings/settings";
import type { Offer } from "../marketplace/offer";
import { parseVersion, type Version } from "../marketplace/version";

const USAGE = `Usage: pulumi-azure-marketplace look PUBLISHER/OFFER [options]

Shows what is live and in preview, where the offer stands, its operations, and what "pulumi up"
would do. Sends read-only requests.

  --version N         the version to decide about (default: the one in preview)
  --json              for programs
  --transcript FILE   save requests and answers, without tokens, e-mail addresses and signatures

Credentials and endpoint come from the environment, as for pulumi up.`;

interface Wishes {
  readonly offer: Offer;
  readonly version?: Version;
  readonly json: boolean;
  readonly transcript?: string;
}

/** What the command line asks for; `undefined` when it asks for help. Throws `INPUT_INVALID`. */
function parseCommand(args: readonly string[]): Wishes | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true || args.length === 0) return undefined;
  const [command, name = "", ...rest] = positionals;
  if (command !== "look" || rest.length > 0) throw invalid(`the command is "look PUBLISHER/OFFER"`);
  const [publisherId, offerId, ...more] = name.split("/");
  const version = values.version === undefined ? undefined : parseVersion(values.version);
  if (values.version !== undefined && version === undefined) {
    throw invalid(`--version must be a whole number above zero, got ${JSON.stringify(values.version)}`);
  }
  const [failure] = checkInputs({}, { publisherId, offerId, offerVersion: version ?? 1 }).failures;
  if (more.length > 0 || failure !== undefined) {
    const why = failure === undefined ? "" : `: ${failure.reason}`;
    throw invalid(`the offer must be PUBLISHER/OFFER, got ${JSON.stringify(name)}${why}`);
  }
  return {
    offer: { publisherId: String(publisherId), offerId: String(offerId) },
    ...(version === undefined ? {} : { version }),
    json: values.json === true,
    ...(values.transcript === undefined ? {} : { transcript: values.transcript }),
  };
}

function invalid(problem: string): MarketplaceError {
  return new MarketplaceError("INPUT_INVALID", `${problem}. Run with --help for what is accepted`);
}

function parse(args: readonly string[]): {
  values: { version?: string; json?: boolean; transcript?: string; help?: boolean };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        version: { type: "string" },
        json: { type: "boolean" },
        transcript: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw invalid(messageOf(error));
  }
}

async function look(wishes: Wishes): Promise<void> {
  const { offer, json, transcript: file } = wishes;
  const { transport, transcript } = recording(createHttp());
  const settings = readSettings(() => undefined, process.env);
  const service = createService(settings, { clock: systemClock, log: () => undefined, transport });
  let failed = true;
  try {
    const seen = await service.look(offer);
    const facts = factsOf(offer, seen);
    const version = wishes.version ?? facts.previewVersion;
    const decision = version === undefined ? undefined : decisionFor(version, seen, systemClock.now());
    const text = json
      ? JSON.stringify({ ...facts, ...(version === undefined ? {} : { version, decision }) }, null, 2)
      : factsText(facts, version, decision);
    process.stdout.write(`${text}\n`);
    failed = false;
  } finally {
    // What a look that failed has seen is what a bug report needs most.
    if (file !== undefined) {
      const saved = writeFile(file, `${JSON.stringify(transcript(), null, 2)}\n`);
      // The look's own error is the one that ends the command.
      await (failed ? saved.catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`)) : saved);
    }
  }
}

async function main(): Promise<void> {
  const wishes = parseCommand(process.argv.slice(2));
  if (wishes === undefined) process.stdout.write(`${USAGE}\n`);
  else await look(wishes);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = error instanceof MarketplaceError && error.code === "INPUT_INVALID" ? 2 : 1;
  });
}
