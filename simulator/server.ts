import { listen, type Listening } from "./listen";
import type { SimulatorOptions } from "./options";
import { createService, type SimulatedService } from "./service";

export interface StartOptions extends SimulatorOptions {
  /** The port on 127.0.0.1. Default 0: any that is free. */
  readonly port?: number;
}

/** The simulated service on a real socket; its `url` is what `azure-marketplace:endpoint` is set to. */
export interface Simulator extends Omit<SimulatedService, "handle">, Listening {}

/** Starts the service on 127.0.0.1. Rejects when the port is taken, and for options that make no sense. */
export async function startSimulator(options: StartOptions = {}): Promise<Simulator> {
  let baseUrl = "";
  const service = createService({ ...options, now: Date.now, baseUrl: () => baseUrl });
  const listening = await listen((request) => service.handle(request), options.port ?? 0);
  baseUrl = listening.url;
  return Object.assign(service, listening);
}
