import { BASE_PATH } from "./api";

/** The products with this offer id. */
export const productsPath = (offerId: string): string =>
  `${BASE_PATH}/product?externalId=${encodeURIComponent(offerId)}`;

/** A product's active submissions. `guid` is the product's, here and below. */
export const submissionsPath = (guid: string): string => `${BASE_PATH}/submission/${guid}`;

/** All resources of a target. */
export const treePath = (guid: string, target: "preview" | "live"): string =>
  `${BASE_PATH}/resource-tree/product/${guid}?targetType=${target}`;

/** The address of the write. */
export const configurePath = `${BASE_PATH}/configure`;

/** A job's status. `jobId` is one that `isJobId` accepts. */
export const jobPath = (jobId: string): string => `${configurePath}/${jobId}/status`;

/** Whether a job's id can be part of a path. Real ones are GUIDs. */
export function isJobId(id: string): boolean {
  return /^[A-Za-z0-9-]{1,100}$/.test(id);
}

/** Whether a URL is a job's status. A state may hold any other URL. */
export function isJobUrl(url: string): boolean {
  const { pathname } = new URL(url);
  const id = pathname.startsWith(`${configurePath}/`) ? pathname.slice(configurePath.length + 1) : "";
  return id.endsWith("/status") && isJobId(id.slice(0, -"/status".length));
}

/** Whether a URL is within the API: the address of a next page may lead anywhere. */
export function isOfApi(url: string): boolean {
  return new URL(url).pathname.startsWith(`${BASE_PATH}/`);
}
