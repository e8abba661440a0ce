/** Payloads of the Product Ingestion API in its documented shapes, with ids and numbers of our own. */

export const GUID = "3f0f8b1e-6f3c-4d5a-9b1d-0a4c7e2f9d11";
export const OTHER_GUID = "77777777-1111-4222-8333-444444444444";

/** Submission numbers, rising: what was live first, what waits in preview, what comes after. */
export const LIVE = "1152921505700000001";
export const WAITS = "1152921505700000007";
export const LATER = "1152921505700000009";

export interface SubmissionShape {
  readonly target?: string;
  readonly number?: string;
  readonly status?: string | undefined;
  readonly result?: string | undefined;
  readonly created?: string | undefined;
  readonly lifecycleState?: string;
  readonly guid?: string;
  readonly validations?: unknown;
}

export function submissionDocument({
  target = "preview",
  number = WAITS,
  guid = GUID,
  ...rest
}: SubmissionShape): unknown {
  return {
    $schema: "https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2",
    id: `submission/${guid}/${number}`,
    product: `product/${guid}`,
    target: { targetType: target },
    ...rest,
  };
}

const DONE = { status: "completed", result: "succeeded" };

export const DRAFT = submissionDocument({ target: "draft", number: "0" });
export const draftOnly = [DRAFT];

/** An entry that ended well, unless told otherwise, created at an hour of one day. */
export function entry(target: string, number: string, hour: number, rest: SubmissionShape = {}): unknown {
  const created = `2026-11-20T${String(hour).padStart(2, "0")}:00:00Z`;
  return submissionDocument({ target, number, ...DONE, created, ...rest });
}

export const RUNNING: SubmissionShape = { status: "running", result: "pending" };
export const FAILED: SubmissionShape = { status: "completed", result: "failed" };
export const CANCELED: SubmissionShape = { status: "completed", result: "cancelled" };

export function productDocument(rest: Record<string, unknown> = {}): unknown {
  return {
    $schema: "https://schema.mp.microsoft.com/schema/product/2022-03-01-preview3",
    id: `product/${GUID}`,
    identity: { externalId: "vm" },
    type: "azureVirtualMachine",
    alias: "Contoso VM",
    ...rest,
  };
}

export function jobDocument(rest: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    $schema: "https://schema.mp.microsoft.com/schema/configure-status/2022-03-01-preview2",
    jobId: "c0ffee00-0000-4000-8000-000000000001",
    jobStatus: "running",
    jobResult: "pending",
    jobStart: "2026-11-20T12:00:00.000Z",
    jobEnd: "0001-01-01T00:00:00",
    resourceUri: "https://product-ingestion.mp.microsoft.com/configure/c0ffee00/status",
    errors: [],
    ...rest,
  };
}
