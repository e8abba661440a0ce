import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "pulumi-azure-marketplace";

/** An offer and its version that waits in preview. */
export interface Offer {
  readonly offerId: pulumi.Input<string>;
  readonly offerVersion: pulumi.Input<string>;
}

export interface ReleaseArgs {
  readonly publisherId: pulumi.Input<string>;
  readonly vm: Offer;
  /** The application that deploys the virtual machine. */
  readonly app: Offer;
}

/** Two offers that are released together. The application goes live once its virtual machine is live. */
export class Release extends pulumi.ComponentResource {
  readonly vm: OfferGoLive;
  readonly app: OfferGoLive;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("contoso:marketplace:Release", name, {}, opts);
    const { publisherId, vm, app } = args;
    this.vm = new OfferGoLive(`${name}-vm`, { publisherId, ...vm }, { parent: this });
    this.app = new OfferGoLive(`${name}-app`, { publisherId, ...app }, { parent: this, dependsOn: this.vm });
    this.registerOutputs();
  }
}
