import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../../../scripts/runCommand";
import { startSimulator, type Simulator, type StartOptions } from "../../../simulator";
import { root } from "../../support/root";
import { pythonWith } from "./python";

export const OFFER = { publisherId: "contoso", offerId: "sample-vm" };
export const NAME = `${OFFER.publisherId}/${OFFER.offerId}`;

/** A published client: its packages, and the driver that lets it act. */
export interface Client {
  readonly packages: readonly string[];
  /** A file of `test/clients/drivers`. */
  readonly driver: string;
}

/** A driver's last words. */
export type Told = Readonly<Record<string, unknown>>;

/** Lets a client act against a simulator. */
export type Drive = (simulator: Simulator, wishes: Readonly<Record<string, unknown>>) => Promise<Told>;

/** Every case with `npm run test:clients`; the whole gate runs one of each client. */
export const more: (title: string, test: () => Promise<void>) => void =
  process.env["ALL_CLIENT_CASES"] === "1" ? (title, test) => void it(title, test) : () => undefined;

/** Tests with a published client, unchanged but for addresses, login and waits. */
export function describeClient(name: string, client: Client, tests: (drive: Drive) => void): void {
  describe(`client: ${name}`, function () {
    this.timeout(300_000);
    let python: string | undefined;

    before(async function () {
      this.timeout(12 * 60_000);
      python = await pythonWith(client.packages);
      if (python === undefined) this.skip();
    });

    tests(async (simulator, wishes) => {
      assert.ok(python !== undefined);
      const told = JSON.stringify({
        base: simulator.url,
        offer: OFFER.offerId,
        publisher: OFFER.publisherId,
        ...wishes,
      });
      const driver = join(root, "test", "clients", "drivers", client.driver);
      // Bytecode would be left in the work tree.
      const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
      const { exitCode, stdout, stderr } = await runCommand(python, [driver, told], {
        env,
        timeoutMs: 120_000,
      });
      assert.equal(exitCode, 0, stderr);
      return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Told;
    });
  });
}

/** A simulator in which version 1 of the offer is live and nothing waits, for one test. */
export async function withSimulator(
  options: StartOptions,
  act: (simulator: Simulator) => Promise<void>,
): Promise<void> {
  const offers = [{ ...OFFER, production: 1 }];
  const simulator = await startSimulator({ offers, launchTime: 300, publishTime: 300, ...options });
  try {
    await act(simulator);
  } finally {
    await simulator.close();
  }
}

/** The accepted writes, in order. */
export function writes(simulator: Simulator): string[] {
  return simulator.requests
    .filter(({ method, accepted, action }) => method !== "GET" && accepted && action !== "token")
    .map(({ action = "?" }) => action);
}
