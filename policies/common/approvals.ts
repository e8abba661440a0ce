import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isRecord } from "../../provider/values/json";
import { parseVersion, type Version } from "../../provider/marketplace/version";
import { PolicyConfigError, show } from "./config";

/** The approved versions of each offer, by `publisherId/offerId`. */
export type Approvals = ReadonlyMap<string, readonly Version[]>;

/**
 * Approvals written as `{"contoso/vm": ["5", 6]}`.
 *
 * @param where - where they are written, for the error
 * @throws PolicyConfigError for anything else; one wrong entry makes all of them void.
 */
export function parseApprovals(value: unknown, where: string): Approvals {
  if (!isRecord(value)) {
    throw new PolicyConfigError(
      `${where} must be an object with a list of versions for each offer, such as {"contoso/vm": ["5", 6]}, got ${show(value)}`,
    );
  }
  return new Map(
    Object.entries(value).map(([offer, versions]) => {
      if (!/^[^/\s]+\/[^/\s]+$/.test(offer)) {
        throw new PolicyConfigError(
          `${where} must name each offer as publisherId/offerId, got ${show(offer)}`,
        );
      }
      if (!Array.isArray(versions)) {
        throw new PolicyConfigError(
          `${where} must have a list of versions for ${offer}, got ${show(versions)}`,
        );
      }
      return [offer, versions.map((version: unknown) => approvedVersion(version, offer, where))];
    }),
  );
}

function approvedVersion(value: unknown, offer: string, where: string): Version {
  const version = parseVersion(value);
  if (version !== undefined) return version;
  throw new PolicyConfigError(
    `${where} must list whole numbers above zero for ${offer} (as text when above 2^53-1), got ${show(value)}`,
  );
}

/**
 * Approvals in a JSON file, read each time.
 *
 * @param path - relative to the policy pack's own folder, in which it runs
 * @throws PolicyConfigError when the file is missing, unreadable or damaged.
 */
export async function readApprovals(path: string): Promise<Approvals> {
  const full = resolve(path);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(full, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyConfigError(`the file of approvals ${full} cannot be read: ${reason}`);
  }
  return parseApprovals(value, `the file of approvals ${full}`);
}
