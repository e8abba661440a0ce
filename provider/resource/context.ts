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
  const where = urn === undefined ? "pulumi stack --show-urns lists the URNs; " : "";
  return `pulumi up --replace '${quoted}' (${where}unprotect the resource first if it is protected)`;
}
