import { parseArgs } from "node:util";
import type { LocationStyle } from "./options";
import { parseSeed, type OfferSeed } from "./seed";

export const HELP = `Runs a simulated Azure Marketplace (the Cloud Partner Portal API) on this machine.

Usage: azure-marketplace-simulator [options]

  --port N                     port on 127.0.0.1; default: any that is free
  --offer PUBLISHER/OFFER[@N]  an offer whose version N (default 1) waits in preview, ready to launch;
                               may be given several times; default: contoso/sample-offer@1
  --launch-time DURATION       how long a launch takes, such as 5s, 1m30s or 2h; default: 5s
  --location STYLE             how an operation is named in answers: relative (default), absolute or legacy
  --help                       this text

Prints "listening on URL" when ready, then a line for each request. Ctrl-C ends it.
`;

export interface CommandLine {
  readonly port: number;
  readonly offers: readonly OfferSeed[];
  /** Milliseconds. */
  readonly launchTime: number;
  readonly location: LocationStyle;
}

const STYLES: readonly LocationStyle[] = ["relative", "absolute", "legacy"];

/** Reads the arguments. Throws an `Error` that says which one is wrong and what it may be. */
export function parseCommandLine(args: readonly string[]): CommandLine | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "0" },
      offer: { type: "string", multiple: true, default: ["contoso/sample-offer@1"] },
      "launch-time": { type: "string", default: "5s" },
      location: { type: "string", default: "relative" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  return {
    port: parsePort(values.port),
    offers: values.offer.map(parseSeed),
    launchTime: parseDuration(values["launch-time"]),
    location: parseLocation(values.location),
  };
}

function parsePort(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new RangeError(`--port is ${JSON.stringify(text)}: give a whole number from 0 to 65535.`);
}

const UNITS = [86_400_000, 3_600_000, 60_000, 1000] as const;

function parseDuration(text: string): number {
  const parts = /^(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?$/.exec(text);
  if (text === "" || parts === null) {
    throw new RangeError(
      `--launch-time is ${JSON.stringify(text)}: give whole numbers of d, h, m, s, such as 5s or 1m30s.`,
    );
  }
  return UNITS.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
}

function parseLocation(text: string): LocationStyle {
  const style = STYLES.find((one) => one === text);
  if (style !== undefined) return style;
  throw new RangeError(`--location is ${JSON.stringify(text)}: give ${STYLES.join(", ")}.`);
}
