// Takes the offer live that the stack's config names.
package main

import (
	"azure-marketplace-sdk/azuremarketplace"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func launch(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	offer, err := azuremarketplace.NewOfferGoLive(ctx, "offer", &azuremarketplace.OfferGoLiveArgs{
		PublisherId:  pulumi.String(cfg.Require("publisherId")),
		OfferId:      pulumi.String(cfg.Require("offerId")),
		OfferVersion: pulumi.String(cfg.Require("offerVersion")),
	})
	if err != nil {
		return err
	}
	ctx.Export("status", offer.Status)
	ctx.Export("liveVersion", offer.LiveVersion)
	return nil
}

func main() {
	pulumi.Run(launch)
}
