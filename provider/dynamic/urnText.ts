import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource will have, as text without dependencies. An Output of it would have the parent as a
 * dependency, and a component stands for all its children: they would wait for one another for ever
 * (docs/findings.md).
 *
 * @returns a promise that rejects when the parent could not be registered
 */
export function urnText(name: string, type: string, parent?: pulumi.Resource): Promise<string> {
  const text = valueOf(pulumi.createUrn(name, type, parent));
  // The SDK reports a parent that failed, and never reads this input then. Without a reader, Node would report it
  // too.
  text.catch(() => undefined);
  return text;
}

/** An Output has no public promise; this is what the SDK itself does with an input. */
async function valueOf(urn: pulumi.Output<string>): Promise<string> {
  const serialized = await pulumi.runtime.serializeProperties("the URN of an offer's launch", { urn });
  return String(serialized["urn"]);
}
