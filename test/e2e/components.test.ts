import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { OfferGoLive } from "../../provider";
import type { StoredResource } from "./support/engineStack";
import { golives, green, playProgram, red, TYPE } from "./support/scene";

const OFFERS = ["contoso/vm@2", "contoso/app@2", "contoso/db@2"];

/** A launch of version 2; its offer has the resource's name. */
function launch(offerId: string, opts?: pulumi.CustomResourceOptions): OfferGoLive {
  return new OfferGoLive(offerId, { publisherId: "contoso", offerId, offerVersion: 2 }, opts);
}

function component(name: string, parent?: pulumi.Resource): pulumi.ComponentResource {
  return new pulumi.ComponentResource("contoso:release:Release", name, {}, parent && { parent });
}

/** A stack with the launches that it declares, and what each of them waits for; in the order of the program. */
interface Case {
  readonly title: string;
  readonly program: () => void;
  /** By offer: the names of the resources that it depends on. */
  readonly waitsFor: Readonly<Record<string, readonly string[]>>;
}

const CASES: readonly Case[] = [
  {
    title: "two launches in one component",
    program: () => {
      const parent = component("release");
      launch("vm", { parent });
      launch("app", { parent });
    },
    waitsFor: { vm: [], app: [] },
  },
  {
    title: "a launch in a component, and a sibling that uses its output",
    program: () => {
      const parent = component("release");
      const vm = launch("vm", { parent });
      const offerVersion = vm.liveVersion.apply((version) => version ?? "none");
      new OfferGoLive("app", { publisherId: "contoso", offerId: "app", offerVersion }, { parent });
    },
    waitsFor: { vm: [], app: ["vm"] },
  },
  {
    title: "a launch in a component, and siblings that depend on it, one of them a component",
    program: () => {
      const parent = component("release");
      const vm = launch("vm", { parent });
      launch("app", { parent, dependsOn: vm });
      const late = new pulumi.ComponentResource(
        "contoso:release:Late",
        "late",
        {},
        { parent, dependsOn: vm },
      );
      launch("db", { parent: late });
    },
    // A component does not pass its own dependencies to its children.
    waitsFor: { vm: [], app: ["vm"], db: [] },
  },
  {
    title: "launches in nested components",
    program: () => {
      const outer = component("outer");
      launch("vm", { parent: outer });
      const inner = component("inner", outer);
      launch("app", { parent: inner });
      launch("db", { parent: component("innermost", inner) });
    },
    waitsFor: { vm: [], app: [], db: [] },
  },
  {
    title: "launches with the stack as their parent",
    program: () => {
      const parent = pulumi.runtime.getStackResource()!;
      launch("vm", { parent });
      launch("app", { parent });
    },
    waitsFor: { vm: [], app: [] },
  },
  {
    title: "launches under a launch",
    program: () => {
      const parent = launch("vm");
      launch("app", { parent });
      launch("db", { parent });
    },
    waitsFor: { vm: [], app: [], db: [] },
  },
  {
    title: "a component of launches that another launch waits for",
    program: () => {
      const parent = component("release");
      launch("vm", { parent });
      launch("app", { parent });
      launch("db", { dependsOn: parent });
    },
    waitsFor: { vm: [], app: [], db: ["app", "vm"] },
  },
];

function program(declare: () => void): PulumiFn {
  return () => {
    declare();
    return Promise.resolve();
  };
}

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The dependencies of each launch, from everything that the state says of it. */
function dependencies(resources: readonly StoredResource[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type === TYPE)
      .map((one) => {
        const urns = [one.dependencies, ...Object.values(one.propertyDependencies ?? {})];
        return [nameOf(one.urn), [...new Set(urns.flatMap((some) => some ?? []).map(nameOf))].sort()];
      }),
  );
}

describe("stacks that are not simple, on the real engine", function () {
  this.timeout(300_000);

  for (const { title, program: declare, waitsFor } of CASES) {
    it(`${title}: previewed and launched once; the state names what each waits for, and no more`, async () => {
      await playProgram({ offers: OFFERS }, program(declare), async ({ stack, simulator }) => {
        green(await stack.preview());
        green(await stack.up());
        const { resources } = await stack.state();
        assert.deepEqual(dependencies(resources), waitsFor);
        for (const one of resources.filter(({ type }) => type === TYPE)) {
          assert.equal(one.inputs?.["__logUrn"], one.urn);
        }
        assert.equal(golives(simulator).length, Object.keys(waitsFor).length);
      });
    });
  }

  it("a parent that fails ends the run, and launches none of its children", async () => {
    const declare = (): void => {
      const parent = launch("vm");
      launch("app", { parent });
      const inner = component("release", parent);
      launch("db", { parent: inner });
    };
    await playProgram({ offers: OFFERS }, program(declare), async ({ stack, simulator }) => {
      simulator.failNextLaunch("contoso/vm", { messages: ["No quota"] });
      const up = await stack.up();
      red(up, /No quota.*\[LAUNCH_FAILED\]/);
      assert.doesNotMatch(up.text, /unhandled/i);
      assert.deepEqual(
        golives(simulator).map(({ offer }) => offer),
        ["contoso/vm"],
      );
    });
  });
});
