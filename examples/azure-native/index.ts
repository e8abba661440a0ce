import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { OfferGoLive } from "pulumi-azure-marketplace";

const config = new pulumi.Config();
const publisherId = config.require("publisherId");
const offerId = config.require("offerId");
/** The disk in the container by the version of the image made of it, such as `{"1.0.0": "vm-1.0.0.vhd"}`. */
const disks = Object.entries(config.getObject<Record<string, string>>("disks") ?? {});
/** Not set before the offer's first version waits in preview. */
const offerVersion = config.get("offerVersion");

const group = new resources.ResourceGroup("images");

const account = new storage.StorageAccount("images", {
  resourceGroupName: group.name,
  kind: storage.Kind.StorageV2,
  sku: { name: storage.SkuName.Standard_LRS },
  allowBlobPublicAccess: false,
  minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2,
});

const container = new storage.BlobContainer("disks", {
  resourceGroupName: group.name,
  accountName: account.name,
});

const gallery = new compute.Gallery("images", { resourceGroupName: group.name });

const definition = new compute.GalleryImage("vm", {
  resourceGroupName: group.name,
  galleryName: gallery.name,
  identifier: { publisher: publisherId, offer: offerId, sku: "standard" },
  osType: compute.OperatingSystemTypes.Linux,
  osState: compute.OperatingSystemStateTypes.Generalized,
  hyperVGeneration: compute.HyperVGeneration.V2,
});

const images = disks.map(
  ([version, disk]) =>
    new compute.GalleryImageVersion(version, {
      resourceGroupName: group.name,
      galleryName: gallery.name,
      galleryImageName: definition.name,
      galleryImageVersionName: version,
      publishingProfile: { targetRegions: [{ name: group.location, regionalReplicaCount: 1 }] },
      storageProfile: {
        osDiskImage: {
          source: {
            storageAccountId: account.id,
            uri: pulumi.interpolate`${account.primaryEndpoints.blob}${container.name}/${disk}`,
          },
        },
      },
    }),
);

const launch =
  offerVersion === undefined
    ? undefined
    : new OfferGoLive("offer", { publisherId, offerId, offerVersion }, { dependsOn: images });

export const accountName = account.name;
export const containerName = container.name;
export const imageVersions = images.map((image) => image.id);
export const status = launch?.status;
export const liveVersion = launch?.liveVersion;
