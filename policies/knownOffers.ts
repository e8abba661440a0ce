import type { ResourceValidationPolicy } from "@pulumi/policy";
import { PolicyConfigError, textList, type PolicyConfig } from "./config";
import { policyOf } from "./gate";
import { describe, offerOf, type Subject } from "./subject";

/** What may be launched: every offer of these publishers, and these offers. */
export interface KnownOffersArgs {
  /** Publisher ids. */
  readonly publishers?: readonly string[];
  /** Offers as `publisherId/offerId`. */
  readonly offers?: readonly string[];
}

export type KnownOffersRules = Required<KnownOffersArgs>;

/** @throws PolicyConfigError when neither property is there, or what is there cannot be used. */
export function parseKnownOffers(config: PolicyConfig): KnownOffersRules {
  const publishers = textList(config, "publishers", /^[^/\s]+$/, 'publisher ids such as "contoso"');
  const offers = textList(config, "offers", /^[^/\s]+\/[^/\s]+$/, 'offers such as "contoso/vm"');
  if (publishers === undefined && offers === undefined) {
    throw new PolicyConfigError(
      'it knows no offer yet: give publishers, such as ["contoso"], or offers, such as ["contoso/vm"]',
    );
  }
  return { publishers: publishers ?? [], offers: offers ?? [] };
}

export function judgeKnownOffer(
  { publishers, offers }: KnownOffersRules,
  subject: Subject,
): string | undefined {
  if (publishers.includes(String(subject.props["publisherId"]))) return undefined;
  const offer = offerOf(subject);
  if (offers.includes(offer)) return undefined;
  const known = [...publishers.map((publisher) => `every offer of ${publisher}`), ...offers];
  return `${describe(subject)} must not launch: ${offer} is not a known offer. Known are: ${known.join(", ") || "none"}. Correct publisherId and offerId, whose case counts, or have the offer added to the policy's configuration.`;
}

/** What launches is an offer, or belongs to a publisher, that is listed; without a list nothing is. */
export function knownOffers(args: KnownOffersArgs = {}): ResourceValidationPolicy {
  return policyOf(
    {
      name: "known-offers",
      description: "Only known offers are launched.",
      judges: "launches",
      properties: {
        publishers: {
          type: "array",
          items: { type: "string" },
          description: 'Publishers all of whose offers may be launched, such as ["contoso"].',
        },
        offers: {
          type: "array",
          items: { type: "string" },
          description: 'Offers that may be launched, such as ["contoso/vm"].',
        },
      },
      parse: parseKnownOffers,
      judge: judgeKnownOffer,
    },
    args,
  );
}
