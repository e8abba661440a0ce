import { controlDoor } from "./controlDoor";
import { listen, type Listening } from "./listen";
import type { SimulatorOptions } from "./options";
import { createService, type SimulatedService } from "./service";

export interface StartOptions extends SimulatorOptions {
  /** The port on 127.0.0.1. Default 0: any that is free. */
  readonly port?: number;
  /** A port on 127.0.0.1 for the controls, 0 for any that is free. Default: the controls have no port. */
  readonly controlPort?: number;
}

/** The simulated service on a real socket; its `url` is what `azure-marketplace:endpoint` is set to. */
export interface Simulator extends Omit<SimulatedService, "handle">, Listening {
  /** Where the controls are, when they have a port. */
  readonly controlUrl: string | undefined;
}

/** Starts the service on 127.0.0.1. Rejects when the port is taken, and for options that make no sense. */
export async function startSimulator(options: StartOptions = {}): Promise<Simulator> {
  let baseUrl = "";
  const service = createService({ ...options, now: Date.now, baseUrl: () => baseUrl });
  const listening = await listen((request) => service.handle(request), options.port ?? 0);
  baseUrl = listening.url;
  const { controlPort } = options;
  if (controlPort === undefined) return Object.assign(service, listening, { controlUrl: undefined });
  const controls = await listen(controlDoor(service), controlPort).catch(async (error: unknown) => {
    await listening.close();
    throw error;
  });
  return Object.assign(service, {
    url: listening.url,
    controlUrl: controls.url,
    close: async () => {
      await Promise.all([listening.close(), controls.close()]);
    },
  });
}
