import { BASE_PATH } from "./api";

/** The products whose offer id is this one. */
export const productsPath = (offerId: string): string =>
  `${BASE_PATH}/product?externalId=${encodeURIComponent(offerId)}`;

/** The active submissions of a product; `guid` is that of the product, here and below. */
export const submissionsPath = (guid: string): string => `${BASE_PATH}/submission/${guid}`;

/** All resources of a target. */
export const treePath = (guid: string, target: "preview" | "live"): string =>
  `${BASE_PATH}/resource-tree/product/${guid}?targetType=${target}`;

/** Where the one write goes. */
export const configurePath = `${BASE_PATH}/configure`;

/** Where a job tells how it goes; `jobId` is one that `isJobId` accepts. */
export const jobPath = (jobId: string): string => `${configurePath}/${jobId}/status`;

/** Whether a job's id can be part of a path; real ones are GUIDs. */
export function isJobId(id: string): boolean {
  return /^[A-Za-z0-9-]{1,100}$/.test(id);
}

/** Whether a URL is that of a job's status: what else a state may hold is no job of this API. */
export function isJobUrl(url: string): boolean {
  const { pathname } = new URL(url);
  const id = pathname.startsWith(`${configurePath}/`) ? pathname.slice(configurePath.length + 1) : "";
  return id.endsWith("/status") && isJobId(id.slice(0, -"/status".length));
}

/** Whether a URL stays within the API: the address of a next page may lead anywhere. */
export function isOfApi(url: string): boolean {
  return new URL(url).pathname.startsWith(`${BASE_PATH}/`);
}
