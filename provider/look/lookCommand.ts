import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { MarketplaceError, messageOf } from "../errors";
import { createServices } from "../marketplace/createService";
import { createHttp } from "../marketplace/http/http";
import { recording, type Transcript } from "../marketplace/http/transcript";
import { nameOf } from "../marketplace/offer";
import { systemClock } from "../waiting/clock";
import { invalid, parseOptions, parseTarget, TARGET_OPTIONS, type Target } from "./commandLine";
import { factsText } from "./factsText";
import { decisionFor, factsOf, type OfferFacts } from "./offerFacts";
import { stackSettings } from "./stackSettings";

export const LOOK_USAGE = `Usage: pulumi-azure-marketplace look PUBLISHER/OFFER [options]

Shows what is live and in preview, where the offer stands, its operations, and what "pulumi up"
would do. Sends read-only requests.

  --api NAME          cloudPartner (default) or productIngestion
  --version N         the version to decide about (default: the one in preview)
  --stack NAME        use the settings of this stack, which "pulumi config" is asked for in this folder
  --print FACT        print that value and nothing else: previewVersion, liveVersion, phase or productId
  --json              for programs
  --transcript FILE   save requests and answers, without tokens, e-mail addresses and signatures

Credentials and endpoint come from the environment, and with --stack from stack config first, as for
pulumi up.`;

/** The values for `--print`. `undefined` when the offer has no such value. */
const PRINTABLE: Readonly<Record<string, (facts: OfferFacts) => string | undefined>> = {
  previewVersion: (facts) => facts.previewVersion,
  liveVersion: (facts) => facts.liveVersion,
  phase: (facts) => facts.phase,
  productId: (facts) => facts.product?.id,
};

interface LookRequest extends Target {
  readonly json: boolean;
  readonly print?: string;
  readonly transcript?: string;
}

/** Parses the command line. `undefined` when it asks for help. Throws `INPUT_INVALID`. */
export function parseLook(args: readonly string[]): LookRequest | undefined {
  const { values, positionals } = parseOptions(args, {
    ...TARGET_OPTIONS,
    print: { type: "string" },
    transcript: { type: "string" },
  });
  if (values.help === true) return undefined;
  const { print, transcript, json = false } = values;
  if (print !== undefined && !Object.hasOwn(PRINTABLE, print)) {
    throw invalid(
      `--print must be one of ${Object.keys(PRINTABLE).join(", ")}, got ${JSON.stringify(print)}`,
    );
  }
  return {
    ...parseTarget(positionals, values),
    json,
    ...(print === undefined ? {} : { print }),
    ...(transcript === undefined ? {} : { transcript }),
  };
}

/** The command's output. */
async function textFor(request: LookRequest, transport: ReturnType<typeof createHttp>): Promise<string> {
  const { api, offer, json, print } = request;
  const settings = await stackSettings(request.stack);
  const service = createServices(settings, { clock: systemClock, log: () => undefined, transport })[api]();
  const seen = await service.look(offer);
  const facts = factsOf(offer, api, seen);
  if (print !== undefined) {
    const value = PRINTABLE[print]?.(facts);
    if (value !== undefined) return value;
    throw new MarketplaceError(
      print === "previewVersion" ? "NOTHING_IN_PREVIEW" : "INPUT_INVALID",
      `${nameOf(offer)} has no ${print}: it is ${facts.phase} (status "${facts.status}")`,
    );
  }
  const version = request.version ?? facts.previewVersion;
  const decision = version === undefined ? undefined : decisionFor(version, seen, service, systemClock.now());
  if (!json) return factsText(facts, version, decision);
  return JSON.stringify({ ...facts, ...(version === undefined ? {} : { version, decision }) }, null, 2);
}

/** Reports the file on stderr, since a program may read the output. */
async function saveTranscript(transcript: Transcript, file: string): Promise<void> {
  await writeFile(file, `${JSON.stringify(transcript, null, 2)}\n`);
  const { length } = transcript.exchanges;
  const what = `${length} request${length === 1 ? "" : "s"} with ${length === 1 ? "its response" : "their responses"}`;
  process.stderr.write(`Wrote ${what} to ${resolve(file)}. Read it before you share it.\n`);
}

/** Looks, prints, and saves the transcript if asked to. */
export async function runLook(request: LookRequest): Promise<void> {
  const { transcript: file } = request;
  const { transport, transcript } = recording(createHttp());
  let failed = true;
  try {
    process.stdout.write(`${await textFor(request, transport)}\n`);
    failed = false;
  } finally {
    // A bug report needs, above all, what a failed look has seen.
    if (file !== undefined) {
      const saved = saveTranscript(transcript(), file);
      // The command ends with the look's own error.
      await (failed ? saved.catch((error: unknown) => process.stderr.write(`${messageOf(error)}\n`)) : saved);
    }
  }
}
