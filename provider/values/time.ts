/** Parses an ISO 8601 time, UTC where it names no zone. Milliseconds since 1970. `undefined` for other text. */
export function parseTime(text: string | undefined): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/.exec(text ?? "");
  const time = Date.parse(`${parts?.[1] ?? ""}${parts?.[2] ?? "Z"}`);
  return Number.isNaN(time) ? undefined : time;
}
