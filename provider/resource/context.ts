/** Facts that a door knows about one call of its engine, besides the resource's properties. */
export interface CallContext {
  /** The resource's URN. Absent where the door is not told it, or where it may be out of date. */
  readonly urn?: string | undefined;
  /** Whether this is a preview, in which nothing is launched. */
  readonly preview: boolean;
  /** The resource's `customTimeouts`, in seconds; used where the program declares no `timeout`. */
  readonly timeoutSeconds?: number | undefined;
}

/** The command by which a person launches the same version again. */
export function replaceCommand(urn: string | undefined): string {
  const quoted = (urn ?? "URN").replaceAll("'", `'\\''`);
  return `pulumi up --replace '${quoted}' (pulumi stack --show-urns lists the URNs, and a protected resource must be unprotected first)`;
}
