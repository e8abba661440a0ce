import assert from "node:assert/strict";
import * as policyPackage from "@pulumi/policy";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { isRecord } from "../../../provider/values/json";
import { OFFER_GO_LIVE, type JudgedResource } from "../../../policies/common/judgedResource";

/** A value that preview does not know yet. */
export const UNKNOWN: unknown = runtime.unknownValue;

/** The checked inputs of a launch that every policy of these tests lets pass. */
const COMPLIANT = {
  publisherId: "contoso",
  offerId: "vm",
  offerVersion: "5",
  timeout: "5h",
  waitForLive: true,
  waitForReady: false,
  verifyVersion: true,
  launches: true,
};

/** Differences from the compliant launch. `undefined` leaves a property out. */
export interface Change {
  readonly props?: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly stack?: string;
  readonly project?: string;
}

function propsOf({ props }: Change): Record<string, unknown> {
  const changed: Record<string, unknown> = { ...COMPLIANT, ...props };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/** A compliant launch, changed, for the pure functions. */
export function resource(change: Change = {}): JudgedResource {
  const { stack = "prod", project = "shop" } = change;
  return { props: propsOf(change), stack, project };
}

// The package's declarations leave out these two, which it exports for tests.
function exported(name: "unknownCheckingProxy" | "UnknownValueError"): unknown {
  return Object.entries(policyPackage).find(([key]) => key === name)?.[1];
}

function previewed(props: Record<string, unknown>): Readonly<Record<string, unknown>> {
  const proxy = exported("unknownCheckingProxy");
  assert.ok(typeof proxy === "function");
  const result: unknown = Reflect.apply(proxy, undefined, [props]);
  assert.ok(isRecord(result));
  return result;
}

/** The violations of a policy, run as @pulumi/policy runs it: unknown values throw when they are read. */
export async function violations(
  policy: ResourceValidationPolicy,
  change: Change = {},
  config: object = {},
): Promise<string[]> {
  const { type = OFFER_GO_LIVE, stack = "prod", project = "shop" } = change;
  const found: string[] = [];
  const validate = policy.validateResource;
  assert.ok(typeof validate === "function");
  await validate(
    {
      type,
      props: previewed(propsOf(change)),
      urn: `urn:pulumi:${stack}::${project}::${type}::offer`,
      name: "offer",
      opts: {
        protect: false,
        ignoreChanges: [],
        aliases: [],
        customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
        additionalSecretOutputs: [],
      },
      stackTags: new Map(),
      isType: () => false,
      asType: () => undefined,
      // The engine's own form of the configuration: whatever JSON gives.
      getConfig: JSON.parse.bind(undefined, JSON.stringify(config)),
      notApplicable: (reason) => assert.fail(reason ?? "not applicable"),
    },
    (violation) => found.push(violation),
  );
  return found;
}

/** The one violation of a policy, which has to hold all of these. */
export async function violates(found: Promise<string[]>, ...texts: string[]): Promise<void> {
  const all = await found;
  assert.equal(all.length, 1, `one violation, not ${JSON.stringify(all)}`);
  for (const text of texts) assert.ok(all[0]?.includes(text), `${text} in: ${all.join()}`);
}

/** The policy stops at an unknown value, which @pulumi/policy turns into an advisory. */
export async function isLeftOpen(found: Promise<string[]>, property: string): Promise<void> {
  const UnknownValueError = exported("UnknownValueError");
  assert.ok(typeof UnknownValueError === "function");
  await assert.rejects(found, (error) => {
    assert.ok(error instanceof Error && error.message.includes(property), String(error));
    return error instanceof UnknownValueError;
  });
}
