import type { IngestionOptions, OfferSeed, SimulatorOptions } from "../../simulator";
import type { Properties } from "../../provider/resource/properties";
import { Scene } from "./scene";

export const NAME = "contoso/app";
const OFFER = { publisherId: "contoso", offerId: "app" } as const;

/** Both accounts of the list of submissions: nobody documents which one is right. */
export const ACCOUNTS = ["kept", "vanished"] as const;
export type Account = (typeof ACCOUNTS)[number];

export interface IngestionSceneOptions extends Omit<SimulatorOptions, "offers" | "ingestion"> {
  readonly ingestion?: Omit<IngestionOptions, "list">;
  readonly seed?: Partial<Pick<OfferSeed, "apis">>;
  /** Version 1 waits in preview, and none is live. */
  readonly isFirst?: boolean;
}

/** An offer, whose version 1 is live and 2 waits in preview, and the program that declares what waits in preview. */
export class IngestionScene extends Scene {
  readonly program: Properties;

  constructor(list: Account, { ingestion, seed, isFirst = false, ...options }: IngestionSceneOptions = {}) {
    super({
      offers: [{ ...OFFER, ...(isFirst ? { preview: 1 } : { production: 1, preview: 2 }), ...seed }],
      ingestion: { list, ...ingestion },
      ...options,
    });
    this.program = { ...OFFER, api: "productIngestion", offerVersion: this.submission() };
  }

  /** The number of what is in preview now. */
  submission(): string | undefined {
    return this.world.service.offer(NAME).previewSubmission;
  }
}
