import type * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../resource/properties";

// The source of providerText.ts, which is in every state ever written. The methods are literal, capture nothing, and
// never change. They contain none of our code and only point to the installed package, so that refresh and destroy
// run what is installed. See docs/decisions/0001-the-provider-is-a-pointer.md.

/** The provider of `OfferGoLive`, as the SDK's dynamic provider process calls it. Nothing imports it at run time. */
export const provider: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
  // Synchronous up to its end: the SDK does not wait for it before other calls (docs/findings.md).
  configure: (request) => {
    Object.assign(globalThis, { pulumiAzureMarketplaceConfig: request.config });
    return Promise.resolve();
  },
  check: async (olds, news) => (await import("pulumi-azure-marketplace/runtime")).check(olds, news),
  diff: async (id, olds, news) => (await import("pulumi-azure-marketplace/runtime")).diff(id, olds, news),
  create: async (inputs) => (await import("pulumi-azure-marketplace/runtime")).create(inputs),
  read: async (id, props) => (await import("pulumi-azure-marketplace/runtime")).read(id, props),
  update: async (id, olds, news) => (await import("pulumi-azure-marketplace/runtime")).update(id, olds, news),
  delete: async (id, props) => (await import("pulumi-azure-marketplace/runtime")).remove(id, props),
};
