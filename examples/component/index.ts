import * as pulumi from "@pulumi/pulumi";
import { Release } from "./release";

const config = new pulumi.Config();

const release = new Release("release", {
  publisherId: config.require("publisherId"),
  vm: { offerId: config.require("offerId"), offerVersion: config.require("offerVersion") },
  app: { offerId: config.require("appOfferId"), offerVersion: config.require("appOfferVersion") },
});

export const status = release.app.status;
export const liveVersions = { vm: release.vm.liveVersion, app: release.app.liveVersion };
