import assert from "node:assert/strict";
import type { IngestionOptions, ServiceOptions, SimulatedService } from "../../simulator/index";
import { createService, type SimulatorResponse } from "../../simulator/index";

export const VERSION = "2022-03-01-preview2";
export const NAME = "contoso/sample-vm";

const SCHEMA = (kind: string, version = VERSION): string =>
  `https://schema.mp.microsoft.com/schema/${kind}/${version}`;

export interface Entry {
  readonly id: string;
  readonly target: { readonly targetType: string };
  readonly status?: string;
  readonly result?: string;
  readonly created?: string;
  readonly lifecycleState?: string;
}

export interface JobDocument {
  readonly jobId: string;
  readonly jobStatus: string;
  readonly jobResult: string;
  readonly jobEnd?: string;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly details: unknown }[];
}

/** The Product Ingestion API of the simulator, and a clock that only moves by hand. */
export interface IngestionStage {
  readonly service: SimulatedService;
  readonly productId: string;
  get(path: string): SimulatorResponse;
  value(path: string): unknown;
  post(path: string, body?: unknown): SimulatorResponse;
  /** Body of a configure with these resources. */
  configure(...resources: readonly object[]): object;
  submission(target: string, number?: string, rest?: object): object;
  publish(): JobDocument;
  /** Launches a number, by default the one in preview. */
  goLive(number?: string): JobDocument;
  job(id: string): JobDocument;
  /** The list, each as target, offset of the number, status and result. */
  list(): string[];
  entries(): Entry[];
  number(): string;
  advance(ms: number): void;
}

const BASE = 1_152_921_505_700_000_000n;

/** Version 2 waits in preview, version 1 is live; a publish and a launch take a second each. */
export function ingestionStage(
  ingestion: IngestionOptions = {},
  options: Partial<ServiceOptions> = {},
): IngestionStage {
  let time = Date.UTC(2026, 0, 1);
  const service = createService({
    now: () => time,
    baseUrl: () => "http://127.0.0.1:1",
    offers: [{ publisherId: "contoso", offerId: "sample-vm", preview: 2, production: 1 }],
    launchTime: 1000,
    publishTime: 1000,
    ingestion,
    ...options,
  });
  const { productId } = service.offers[0]!;
  const send = (method: string, path: string, body?: unknown): SimulatorResponse => {
    const url = path.startsWith("/") || path.startsWith("http") ? path : `/rp/product-ingestion/${path}`;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { Authorization: "Bearer token" };
    const reply = service.handle({ method, url, headers, ...(body !== undefined && { body: text }) });
    return reply.kind === "response" ? reply.response : assert.fail(reply.kind);
  };
  const get = (path: string) => send("GET", path);
  const value = (path: string): unknown => {
    const answer = get(path);
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body);
  };
  const configure = (...resources: readonly object[]) => ({ $schema: SCHEMA("configure"), resources });
  const submission = (targetType: string, number?: string, rest: object = {}) => ({
    $schema: SCHEMA("submission"),
    ...(number !== undefined && { id: `submission/${productId}/${number}` }),
    product: `product/${productId}`,
    target: { targetType },
    ...rest,
  });
  const accepted = (body: object): JobDocument => {
    const answer = send("POST", "configure", body);
    assert.equal(answer.status, 202, answer.body);
    return JSON.parse(answer.body) as JobDocument;
  };
  const entries = () => (value(`submission/${productId}`) as { value: Entry[] }).value;
  const number = () => service.offers[0]?.previewSubmission ?? assert.fail("nothing in preview");
  return {
    service,
    productId,
    get,
    value,
    post: (path, body) => send("POST", path, body),
    configure,
    submission,
    publish: () => accepted(configure(submission("preview"))),
    goLive: (launched = number()) => accepted(configure(submission("live", launched))),
    job: (id) => value(`configure/${id}/status`) as JobDocument,
    list: () =>
      entries().map(({ id, target, status, result }) => {
        const offset = BigInt(id.split("/").at(-1) ?? "0");
        const short = offset === 0n ? 0n : offset - BASE;
        return [target.targetType, short, status, result].filter((part) => part !== undefined).join(" ");
      }),
    entries,
    number,
    advance: (ms) => void (time += ms),
  };
}
