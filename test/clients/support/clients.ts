import type { Client } from "./drive";

/** Red Hat's client of the Product Ingestion API. */
export const CLOUDPUB: Client = { packages: ["cloudpub==1.7.6"], driver: "cloudpub_driver.py" };

/** SUSE's client, since it uses the Product Ingestion API. */
export const GRAPH_IMG_UTILS: Client = {
  packages: ["azure-img-utils==2.7.0"],
  driver: "graph_img_utils_driver.py",
};

/** SUSE's client of the Cloud Partner Portal API. */
export const PORTAL_IMG_UTILS: Client = {
  packages: ["azure-img-utils==1.2.0"],
  driver: "portal_img_utils_driver.py",
};
