import type { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import { INPUTS } from "../resource/inputTable";
import type { Properties } from "../resource/properties";
import { sdk } from "./sdk";

/** A property that a row of the preview shows as changed. */
export interface ChangedProperty {
  readonly property: string;
  /** Whether it is one that the program declares. */
  readonly isInput: boolean;
}

/** The properties that an update is for: changed inputs, otherwise the launch that is not live yet. */
export function changedProperties(olds: Properties, news: Properties): ChangedProperty[] {
  const inputs = [...INPUTS.map(({ name }) => name), "service"]
    .filter((name) => name in news && olds[name] !== news[name] && (name in olds || name === "offerVersion"))
    .map((property) => ({ property, isInput: true }));
  return inputs.length > 0 ? inputs : [{ property: "status", isInput: false }];
}

/** The diff in the engine's form. Nothing ever replaces the resource. */
export function diffResponse(changes: boolean, changed: readonly ChangedProperty[]): DiffResponse {
  const { DiffResponse, PropertyDiff } = sdk.provider;
  const response = new DiffResponse();
  response.setChanges(changes ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  response.setHasdetaileddiff(true);
  if (!changes) return response;
  for (const { property, isInput } of changed) {
    const one = new PropertyDiff();
    one.setKind(PropertyDiff.Kind.UPDATE);
    one.setInputdiff(isInput);
    response.getDetaileddiffMap().set(property, one);
    response.addDiffs(property);
  }
  return response;
}
