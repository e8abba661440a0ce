import type { HttpResponse } from "./transport";

const DAYS = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
/** The one form of an HTTP date that may be sent (RFC 9110, section 5.6.7). */
const HTTP_DATE = new RegExp(`^${DAYS}, \\d{2} ${MONTHS} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`);

/**
 * How long the service asks to wait, in milliseconds, unlimited: from `retry-after-ms`, otherwise from `Retry-After`,
 * in seconds or as an HTTP date. A date is compared with `now` (milliseconds since 1970) and is 0 when it has passed.
 * `undefined` when neither header can be read.
 */
export function parseRetryAfter(headers: HttpResponse["headers"], now: number): number | undefined {
  const milliseconds = wholeNumber(headers["retry-after-ms"]);
  if (milliseconds !== undefined) return milliseconds;
  const value = headers["retry-after"]?.trim();
  const seconds = wholeNumber(value);
  if (seconds !== undefined) return seconds * 1000;
  if (value === undefined || !HTTP_DATE.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/** Digits only, and few enough that the number is exact. */
function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,12}$/.test(value.trim()) ? Number(value) : undefined;
}
