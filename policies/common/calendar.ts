/** The date and time that clocks in a time zone show. */
export interface WallTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Minutes since 00:00, as the clock shows them. */
  readonly minute: number;
}

/** Hours of a day in minutes since 00:00, `to` not included; when `to` is the smaller one, they end on the next day. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** A first and a last date, both included, as `YYYY-MM-DD`. */
export interface DateRange {
  readonly first: string;
  readonly last: string;
}

/** When launches may happen. */
export interface Calendar {
  readonly timeZone: string;
  /** Days on which the hours begin. */
  readonly days: readonly Weekday[];
  readonly hours: readonly Hours[];
  readonly freeze: readonly DateRange[];
}

/** In the order of `Date.getUTCDay`. */
export const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MS = 86_400_000;

/** How far ahead to look for the next opening: a year, plus a long freeze. */
const HORIZON_DAYS = 400;

/** @throws RangeError when the time zone is unknown. */
export function wallTime(instant: number, timeZone: string): WallTime {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

/** The date `days` after another one. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday";
}

/** The freeze that a date falls into. */
export function freezeOn({ freeze }: Calendar, date: string): DateRange | undefined {
  return freeze.find(({ first, last }) => first <= date && date <= last);
}

/** Whether launches may happen. A freeze follows the date alone, even for hours that began before it. */
export function isOpen(calendar: Calendar, { date, minute }: WallTime): boolean {
  if (freezeOn(calendar, date) !== undefined) return false;
  const begins = (on: string): boolean => calendar.days.includes(weekdayOf(on));
  return calendar.hours.some(({ from, to }) =>
    from < to
      ? begins(date) && from <= minute && minute < to
      : (begins(date) && from <= minute) || (begins(addDays(date, -1)) && minute < to),
  );
}

/** The first minute from this one on that the clocks show on its date; they skip some when summer begins. */
function firstShown({ date, minute }: WallTime, timeZone: string): WallTime | undefined {
  const utc = ({ date: day, minute: of }: WallTime): number => Date.parse(`${day}T00:00:00Z`) + of * 60_000;
  for (let shown = minute; shown < 1440; shown++) {
    const wanted = utc({ date, minute: shown });
    // One of the offsets of the day before and the day after is the one in force.
    for (const near of [wanted - DAY_MS, wanted + DAY_MS]) {
      const instant = wanted - (utc(wallTime(near, timeZone)) - near);
      if (utc(wallTime(instant, timeZone)) === wanted) return { date, minute: shown };
    }
  }
  return undefined;
}

/**
 * The next time at which launches may happen, after one at which they may not. `undefined` when there is none within
 * 400 days.
 */
export function nextOpening(calendar: Calendar, after: WallTime): WallTime | undefined {
  // Hours that began in a freeze, or the day before, open at midnight when it ends.
  const starts = [0, ...calendar.hours.map(({ from }) => from)].toSorted((a, b) => a - b);
  for (let day = 0; day <= HORIZON_DAYS; day++) {
    const date = addDays(after.date, day);
    for (const minute of starts) {
      if ((day === 0 && minute <= after.minute) || !isOpen(calendar, { date, minute })) continue;
      const opening = firstShown({ date, minute }, calendar.timeZone);
      if (opening !== undefined && isOpen(calendar, opening)) return opening;
    }
  }
  return undefined;
}
