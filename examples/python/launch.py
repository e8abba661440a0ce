"""Takes the offer live that the stack's config names."""

import pulumi
import pulumi_azure_marketplace as marketplace


def launch() -> None:
    config = pulumi.Config()
    offer = marketplace.OfferGoLive(
        "offer",
        publisher_id=config.require("publisherId"),
        offer_id=config.require("offerId"),
        offer_version=config.require("offerVersion"),
    )
    pulumi.export("status", offer.status)
    pulumi.export("liveVersion", offer.live_version)
