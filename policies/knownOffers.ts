import type { ResourceValidationPolicy } from "@pulumi/policy";
import { PolicyConfigError, textList, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, offerOf, type JudgedResource } from "./common/judgedResource";

/**
 * The offers that may be launched: all offers of these publishers, and these offers. An entry that begins with an
 * API, such as `productIngestion:contoso/app`, requires a launch through that API. One without takes either.
 */
export interface KnownOffersArgs {
  /** Publisher ids. */
  readonly publishers?: readonly string[];
  /** Offers as `publisherId/offerId`. */
  readonly offers?: readonly string[];
}

const API = "(?:(?:cloudPartner|productIngestion):)?";
const PUBLISHER = new RegExp(`^${API}[^/:\\s]+$`);
const OFFER = new RegExp(`^${API}[^/:\\s]+/[^/:\\s]+$`);

export type KnownOffersRules = Required<KnownOffersArgs>;

/** @throws PolicyConfigError when neither property is there, or what is there cannot be used. */
export function parseKnownOffers(config: PolicyConfig): KnownOffersRules {
  const publishers = textList(config, "publishers", PUBLISHER, 'publisher ids such as "contoso"');
  const offers = textList(
    config,
    "offers",
    OFFER,
    'offers such as "contoso/vm" or "productIngestion:contoso/vm"',
  );
  if (publishers === undefined && offers === undefined) {
    throw new PolicyConfigError(
      'it knows no offer yet: give publishers, such as ["contoso"], or offers, such as ["contoso/vm"]',
    );
  }
  return { publishers: publishers ?? [], offers: offers ?? [] };
}

export function judgeKnownOffer(
  { publishers, offers }: KnownOffersRules,
  resource: JudgedResource,
): string | undefined {
  if (isListed(publishers, String(resource.props["publisherId"]), resource)) return undefined;
  const offer = offerOf(resource);
  if (isListed(offers, offer, resource)) return undefined;
  const known = [...publishers.map((publisher) => `every offer of ${publisher}`), ...offers];
  return `${describe(resource)} must not launch: ${offer} is not a known offer${throughApi([...publishers, ...offers], resource)}. Known are: ${known.join(", ") || "none"}. Correct publisherId and offerId, whose case counts, or have the offer added to the policy's configuration.`;
}

/** The API that the launch goes through. In a preview it throws as reading `props` does. */
function apiOf({ props }: JudgedResource): string {
  const api = props["api"];
  return typeof api === "string" ? api : "cloudPartner";
}

/** Whether a list has a name, for any API or for that of the launch. */
function isListed(list: readonly string[], name: string, resource: JudgedResource): boolean {
  return list.includes(name) || (requiresApi(list) && list.includes(`${apiOf(resource)}:${name}`));
}

function requiresApi(list: readonly string[]): boolean {
  return list.some((entry) => entry.includes(":"));
}

function throughApi(list: readonly string[], resource: JudgedResource): string {
  return requiresApi(list) ? ` through api ${apiOf(resource)}` : "";
}

/** Only listed offers, and offers of listed publishers, are launched. Without a list, none is. */
export function knownOffers(args: KnownOffersArgs = {}): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "known-offers",
      description: "Only known offers are launched.",
      judges: "launches",
      properties: {
        publishers: {
          type: "array",
          items: { type: "string" },
          description:
            'Publishers all of whose offers may be launched, such as ["contoso"], or ["productIngestion:contoso"] through that API alone.',
        },
        offers: {
          type: "array",
          items: { type: "string" },
          description:
            'Offers that may be launched, such as ["contoso/vm"], or ["productIngestion:contoso/vm"] through that API alone.',
        },
      },
      parse: parseKnownOffers,
      judge: judgeKnownOffer,
    },
    args,
  );
}
