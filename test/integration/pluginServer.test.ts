import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { credentials, type MethodDefinition, type ServiceError } from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService as service,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { fromWire, secret, toWire } from "../../provider/plugin/wire";
import { startSimulator, type Simulator } from "../../simulator";
import { bestPortMs, PLUGIN, PORT_MS, startPlugin, type PluginServer } from "../e2e/support/pluginServer";

const URN = "urn:pulumi:test::e2e::azure-marketplace:index:OfferGoLive::offer";
const OFFER = { publisherId: "contoso", offerId: "vm", offerVersion: "2" };

function call<Request, Response>(
  client: ResourceProviderClient,
  method: MethodDefinition<Request, Response>,
  request: Request,
): Promise<Response> {
  const { path, requestSerialize, responseDeserialize } = method;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, (error, response) => {
      if (error === null && response !== undefined) resolve(response);
      else reject(error ?? new Error("no response"));
    });
  });
}

describe("the plugin as a server", function () {
  this.timeout(60_000);
  let plugin: PluginServer;
  let simulator: Simulator;
  const clients: ResourceProviderClient[] = [];

  before(async () => {
    plugin = await startPlugin({ AZURE_MARKETPLACE_ACCESS_TOKEN: "a-token" });
  });
  beforeEach(async () => {
    simulator = await startSimulator({ offers: ["contoso/vm@2"], launchTime: 50 });
  });
  afterEach(() => simulator.close());
  after(() => {
    for (const client of clients) client.close();
    return plugin.close();
  });

  /** An engine with a connection of its own, which has configured the plugin. */
  async function engine(settings: Record<string, unknown> = {}): Promise<ResourceProviderClient> {
    // Each with a channel of its own: gRPC shares one between clients of the same address.
    const client = new ResourceProviderClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
    clients.push(client);
    const handshake = await call(client, service.handshake, new pb.ProviderHandshakeRequest());
    assert.equal(handshake.getAcceptSecrets(), false);
    const args = toWire({ endpoint: simulator.url, ...settings });
    const configured = await call(client, service.configure, new pb.ConfigureRequest().setArgs(args));
    assert.equal(configured.getSupportspreview(), true);
    return client;
  }

  function create(
    client: ResourceProviderClient,
    inputs: Record<string, unknown>,
  ): Promise<pb.CreateResponse> {
    const request = new pb.CreateRequest().setUrn(URN).setProperties(toWire({ launches: true, ...inputs }));
    return call(client, service.create, request);
  }

  it("tells its version and its schema", async () => {
    const client = await engine();
    const info = await call(client, service.getPluginInfo, new Empty());
    const schema = await call(client, service.getSchema, new pb.GetSchemaRequest());
    const { name, version } = JSON.parse(schema.getSchema()) as { name: string; version: string };
    assert.equal(name, "azure-marketplace");
    assert.equal(info.getVersion(), version);
  });

  it("keeps the settings of two engines apart", async () => {
    const rehearsal = await engine({ readOnly: true });
    const other = await engine({});
    await assert.rejects(create(rehearsal, OFFER), /\[READ_ONLY\]/);
    const created = await create(other, OFFER);
    assert.equal(created.getId(), "contoso/vm");
    assert.equal(fromWire(created.getProperties())["status"], "succeeded");
  });

  it("hands over id, outputs and reason of a launch that failed, however long the reason", async () => {
    const client = await engine();
    simulator.failNextLaunch("contoso/vm", { messages: ["No quota. ".repeat(2_000)] });
    const error: unknown = await create(client, OFFER).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof Error && "metadata" in error);
    const [details] = (error as ServiceError).metadata.get("grpc-status-details-bin");
    const [any] = Status.deserializeBinary(details as Buffer).getDetailsList();
    assert.equal(any?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
    const failed = pb.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
    assert.equal(failed.getId(), "contoso/vm");
    assert.equal(fromWire(failed.getProperties())["status"], "failed");
    assert.match(failed.getReasonsList().join(), /No quota.*\[LAUNCH_FAILED\]/);
  });

  it("ends a launch's wait at Cancel, of that engine alone, and keeps the launch", async () => {
    const slow = await startSimulator({ offers: ["contoso/vm@2"], launchTime: 60_000 });
    try {
      const [first, second] = [await engine({ endpoint: slow.url }), await engine()];
      let ended = false;
      const waiting = create(first, OFFER).finally(() => (ended = true));
      waiting.catch(() => undefined);
      while (slow.offer("contoso/vm").running === undefined) await new Promise(setImmediate);
      await call(second, service.cancel, new Empty());
      const before = slow.requests.length;
      while (slow.requests.length === before) await new Promise(setImmediate);
      assert.equal(ended, false, "the other engine's Ctrl-C ends nothing here");
      await call(first, service.cancel, new Empty());
      await assert.rejects(waiting, /goes on at the service.*\[INTERRUPTED\]/);
    } finally {
      await slow.close();
    }
  });

  it("checks a provider's settings, and wraps those that hold a secret", async () => {
    const client = await engine();
    const check = (news: Record<string, unknown>): Promise<pb.CheckResponse> =>
      call(client, service.checkConfig, new pb.CheckRequest().setNews(toWire(news)));
    const wrapped = await check({ tenantId: "t", clientId: "c", clientSecret: "s", version: "0.1.0" });
    assert.deepEqual(wrapped.getFailuresList(), []);
    assert.deepEqual(wrapped.getInputs()?.toJavaScript()["clientSecret"], secret("s"));
    assert.equal(wrapped.getInputs()?.toJavaScript()["tenantId"], "t");
    const misspelt = await check({ maxLaunchs: "1" });
    assert.match(
      misspelt.getFailuresList()[0]?.getReason() ?? "",
      /Did you mean azure-marketplace:maxLaunches/,
    );
    const unusable = await check({ requestsPerSecond: "many" });
    assert.match(unusable.getFailuresList()[0]?.getReason() ?? "", /\[SETTING_INVALID\]/);
  });

  it("never asks for a provider to be replaced", async () => {
    const client = await engine();
    const diff = (before: Record<string, unknown>, now: Record<string, unknown>): Promise<pb.DiffResponse> =>
      call(
        client,
        service.diffConfig,
        new pb.DiffRequest().setOldInputs(toWire(before)).setNews(toWire(now)),
      );
    const changed = await diff({ maxLaunches: "1", endpoint: "https://a.test" }, { maxLaunches: "2" });
    assert.equal(changed.getChanges(), pb.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual(changed.getReplacesList(), []);
    const same = await diff({ maxLaunches: "1" }, { maxLaunches: "1" });
    assert.equal(same.getChanges(), pb.DiffResponse.DiffChanges.DIFF_NONE);
  });

  it("knows only its own resource and function, and says so", async () => {
    const client = await engine();
    const other = new pb.CheckRequest().setUrn(URN.replace("OfferGoLive", "Offer")).setNews(toWire({}));
    await assert.rejects(call(client, service.check, other), /has no azure-marketplace:index:Offer\./);
    const invoke = new pb.InvokeRequest().setTok("azure-marketplace:index:other").setArgs(toWire({}));
    await assert.rejects(call(client, service.invoke, invoke), /\[INPUT_UNKNOWN\]/);
  });

  it("tells its port within 300 ms of its start", async () => {
    const bestMs = await bestPortMs();
    assert.ok(bestMs <= PORT_MS, `${Math.round(bestMs)} ms`);
  });

  it("ends with the standard input that its engine holds", async () => {
    const own = await startPlugin({});
    await own.close();
    assert.equal(own.process.exitCode, 0);
  });

  it("goes on without one, as under a language host", async () => {
    const child = spawn(process.execPath, [PLUGIN], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface(child.stdout), "line");
    assert.equal(child.exitCode, null);
    child.kill();
    await once(child, "exit");
  });
});
