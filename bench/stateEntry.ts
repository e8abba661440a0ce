import { OFFER_NAME } from "./site";

/** Names as long as those of a real stack. */
export const PROJECT = "infrastructure";
export const STACK = "production";
export const NAME = "golive";

const URN = `urn:pulumi:${STACK}::${PROJECT}`;
const TYPE = "pulumi-nodejs:dynamic/marketplace:OfferGoLive";
const TIME = "2026-01-01T00:00:00.000000000Z";
const DECLARED_IN = "node_modules/pulumi-azure-marketplace/provider/offerGoLive.ts#96,5";

/**
 * The files that the SDK finds on the way from a program in TypeScript to the resource. `undefined` is a frame of
 * Node's own.
 */
const FRAMES = [
  DECLARED_IN,
  "index.ts#4,16",
  undefined,
  "node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1/index.js#3009,23",
  undefined,
  "node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1/index.js#3011,12",
  ...Array.from({ length: 5 }, () => undefined),
  "node_modules/@pulumi/cmd/run/run.ts#541,33",
  "node_modules/@pulumi/runtime/stack.ts#79,28",
  "node_modules/@pulumi/resource.ts#1687,22",
];

/**
 * The entry of the engine's state, field by field as engine 3.259 with SDK 3.270 stores it for a program in TypeScript
 * that npm installed the package for. Inputs and outputs are those after `check`; `declared` names what the program
 * gave.
 */
export function stateEntry(
  declared: readonly string[],
  inputs: Readonly<Record<string, unknown>>,
  outputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    urn: `${URN}::${TYPE}::${NAME}`,
    custom: true,
    id: OFFER_NAME,
    type: TYPE,
    inputs,
    outputs,
    parent: `${URN}::pulumi:pulumi:Stack::${PROJECT}-${STACK}`,
    provider: `${URN}::pulumi:providers:pulumi-nodejs::default::00000000-0000-4000-8000-000000000000`,
    propertyDependencies: Object.fromEntries(declared.map((name) => [name, []])),
    created: TIME,
    modified: TIME,
    sourcePosition: `project:///${DECLARED_IN}`,
    stackTrace: FRAMES.map((frame) => (frame === undefined ? {} : { sourcePosition: `project:///${frame}` })),
  };
}
