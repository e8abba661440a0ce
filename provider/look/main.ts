#!/usr/bin/env node
import { isMarketplaceError, messageOf } from "../errors";
import { invalid } from "./commandLine";
import { FOLLOW_USAGE, parseFollow, runFollow } from "./followCommand";
import { LOOK_USAGE, parseLook, runLook } from "./lookCommand";

const USAGE = `Usage: pulumi-azure-marketplace COMMAND PUBLISHER/OFFER [options]

  look     what is live and in preview, and what "pulumi up" would do
  follow   wait until a launch ends, and say how

Both send read-only requests. "pulumi-azure-marketplace COMMAND --help" says more.`;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main([command, ...args]: readonly string[]): Promise<void> {
  switch (command) {
    case "look": {
      const request = parseLook(args);
      if (request === undefined) print(LOOK_USAGE);
      else await runLook(request);
      return;
    }
    case "follow": {
      const request = parseFollow(args);
      if (request === undefined) print(FOLLOW_USAGE);
      else process.exitCode = await runFollow(request);
      return;
    }
    case undefined:
    case "--help":
    case "-h":
      print(USAGE);
      return;
    default:
      throw invalid(`the command is "look PUBLISHER/OFFER" or "follow PUBLISHER/OFFER"`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = isMarketplaceError(error) && error.code === "INPUT_INVALID" ? 2 : 1;
});
