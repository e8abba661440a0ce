import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "pulumi-azure-marketplace";
import { offersOf } from "./offers";

const config = new pulumi.Config();

const launches = offersOf(config.requireObject("offers")).map(
  (offer) => new OfferGoLive(`${offer.publisherId}.${offer.offerId}`, { ...offer }),
);

export const live = pulumi
  .all(launches.map(({ id, liveVersion }) => pulumi.all([id, liveVersion])))
  .apply((pairs) => Object.fromEntries(pairs));
