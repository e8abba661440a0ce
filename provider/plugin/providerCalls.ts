import type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  ConfigureResponse,
  DiffRequest,
  DiffResponse,
  InvokeRequest,
  InvokeResponse,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Environment } from "../values/environment";
import { failureMessages } from "./checkFailures";
import { configFailures, keptConfig } from "./configure";
import { getOffer } from "./getOffer";
import { sdk } from "./sdk";
import type { Session } from "./sessions";
import { fromWire, toWire } from "./wire";

// The calls about the provider itself. Those about a launch are in launchCalls.ts.

/** Secrets arrive unwrapped: the engine itself remembers which properties hold one. */
export function handshakeResponse(): ProviderHandshakeResponse {
  const response = new sdk.provider.ProviderHandshakeResponse();
  response.setAcceptSecrets(false);
  response.setAcceptResources(false);
  response.setAcceptOutputs(false);
  return response;
}

export function checkConfig(request: CheckRequest, environment: Environment): CheckResponse {
  const inputs = fromWire(request.getNews());
  const response = new sdk.provider.CheckResponse();
  response.setInputs(toWire(keptConfig(inputs)));
  response.setFailuresList(failureMessages(configFailures(inputs, environment)));
  return response;
}

/** Settings only say how a run is set up: a change never replaces the provider, and with it all its launches. */
export function diffConfig(request: DiffRequest): DiffResponse {
  const { DiffResponse } = sdk.provider;
  const text = (properties: unknown): string => JSON.stringify(properties);
  const before = new Map(Object.entries(fromWire(request.getOldInputs() ?? request.getOlds())));
  const now = new Map(Object.entries(fromWire(request.getNews())));
  const names = new Set([...before.keys(), ...now.keys()]);
  const changes = [...names].some((name) => text(before.get(name)) !== text(now.get(name)));
  const response = new DiffResponse();
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  return response;
}

/** Only stores the settings. The calls that need them report what is wrong with them. */
export function configure(request: ConfigureRequest, session: Session): ConfigureResponse {
  session.configure(fromWire(request.getArgs()));
  const response = new sdk.provider.ConfigureResponse();
  response.setAcceptsecrets(false);
  response.setAcceptresources(false);
  response.setAcceptoutputs(false);
  response.setSupportspreview(true);
  return response;
}

export async function invoke(request: InvokeRequest, { run }: Session): Promise<InvokeResponse> {
  const response = new sdk.provider.InvokeResponse();
  const { facts, failures } = await getOffer(request.getTok(), fromWire(request.getArgs()), run);
  response.setFailuresList(failureMessages(failures));
  if (facts !== undefined) response.setReturn(toWire(facts));
  return response;
}
