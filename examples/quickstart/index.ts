import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "pulumi-azure-marketplace";

const config = new pulumi.Config();

const launch = new OfferGoLive("offer", {
  api: config.get<"cloudPartner" | "productIngestion">("api"),
  publisherId: config.require("publisherId"),
  offerId: config.require("offerId"),
  offerVersion: config.require("offerVersion"),
});

export const status = launch.status;
export const liveVersion = launch.liveVersion;
