import { PolicyPack } from "@pulumi/policy";
import {
  approvedVersions,
  boundedTimeout,
  knownOffers,
  launchingStacks,
  launchWindow,
  verifiedVersion,
} from "pulumi-azure-marketplace/policies";

new PolicyPack("azure-marketplace", {
  policies: [
    approvedVersions({ file: "approved-versions.json" }),
    knownOffers(),
    launchingStacks(),
    launchWindow(),
    boundedTimeout(),
    verifiedVersion(),
  ],
});
