import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { attachEngine, engineAddress } from "../../provider/dynamic/engine";

const grpc = createRequire(require.resolve("@pulumi/pulumi/package.json"))("@grpc/grpc-js") as typeof Grpc;

interface FakeEngine {
  readonly address: string;
  readonly logged: LogRequest.AsObject[];
  /** Resolves when so many lines have come. */
  heard(count: number): Promise<void>;
  stop(): void;
}

async function startEngine(address = "127.0.0.1:0"): Promise<FakeEngine> {
  const logged: LogRequest.AsObject[] = [];
  const server = new grpc.Server();
  let told = (): void => undefined;
  server.addService(
    { log: EngineService.log },
    {
      log: (call: Grpc.ServerUnaryCall<LogRequest, Empty>, done: Grpc.sendUnaryData<Empty>) => {
        logged.push(call.request.toObject());
        done(null, new Empty());
        told();
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    logged,
    heard: (count) =>
      new Promise((resolve) => {
        told = () => {
          if (logged.length >= count) resolve();
        };
        told();
      }),
    stop: () => server.forceShutdown(),
  };
}

describe("the engine's address", () => {
  it("is the last argument of a provider process", () => {
    assert.equal(engineAddress(["node", "index.js", "-v=9", "127.0.0.1:4711"]), "127.0.0.1:4711");
    assert.equal(engineAddress(["node", "mocha", "test.js"]), undefined);
    assert.equal(engineAddress([]), undefined);
  });
});

describe("the engine", () => {
  const original = Empty.deserializeBinary.bind(Empty);
  let engine: FakeEngine;
  beforeEach(async () => {
    engine = await startEngine();
  });
  afterEach(() => {
    engine.stop();
    Empty.deserializeBinary = original;
  });

  it("gets progress for the resource's row, and lines that stay", async () => {
    const reporter = attachEngine(engine.address).reporter("urn:pulumi:x");
    reporter.progress("step 1");
    reporter.info("done");
    reporter.warn("drift");
    await engine.heard(3);
    const seen = engine.logged.map(({ message, severity, ephemeral, urn }) => ({
      message,
      severity,
      ephemeral,
      urn,
    }));
    assert.deepEqual(
      seen.toSorted((a, b) => a.severity - b.severity || Number(b.ephemeral) - Number(a.ephemeral)),
      [
        { message: "step 1", severity: LogSeverity.INFO, ephemeral: true, urn: "urn:pulumi:x" },
        { message: "done", severity: LogSeverity.INFO, ephemeral: false, urn: "urn:pulumi:x" },
        { message: "drift", severity: LogSeverity.WARNING, ephemeral: false, urn: "urn:pulumi:x" },
      ],
    );
  });

  it("does not take its own answers for a cancellation, and takes the SDK's empty message for one", async () => {
    const attached = attachEngine(engine.address);
    attached.reporter().info("hello");
    await engine.heard(1);
    assert.equal(attached.signal.aborted, false);
    assert.ok(Empty.deserializeBinary(new Uint8Array()) instanceof Empty);
    assert.equal(attached.signal.aborted, true);
  });

  it("gets words though an earlier one, which is gone, had its address", async () => {
    attachEngine(engine.address).reporter().info("to the first");
    await engine.heard(1);
    engine.stop();
    // Nobody is there: this connection fails, and is tried again later and later.
    await once(attachEngine(engine.address, { everyMs: 5, misses: 4 }).signal, "abort");
    engine = await startEngine(engine.address);
    attachEngine(engine.address).reporter().info("to the second");
    await engine.heard(1);
    assert.deepEqual(
      engine.logged.map(({ message }) => message),
      ["to the second"],
    );
  });

  it("ends the work when it is gone for three pulses", async function () {
    this.timeout(60_000);
    const attached = attachEngine(engine.address, { everyMs: 10, misses: 3 });
    await engine.heard(1);
    assert.equal(attached.signal.aborted, false);
    engine.stop();
    await once(attached.signal, "abort");
  });

  it("fails nothing when it cannot be reached", () => {
    const attached = attachEngine("127.0.0.1:1");
    attached.reporter("urn:pulumi:x").progress("step 1");
    assert.equal(attached.signal.aborted, false);
  });
});
