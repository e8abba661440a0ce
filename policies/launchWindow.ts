import type { ResourceValidationPolicy } from "@pulumi/policy";
import { systemClock, type Clock } from "../provider/waiting/clock";
import { addDays, freezeOn, isOpen, nextOpening, wallTime, weekdayOf, WEEKDAYS } from "./common/calendar";
import type { Calendar, DateRange, Hours, WallTime, Weekday } from "./common/calendar";
import { PolicyConfigError, show, textList, type PolicyConfig } from "./common/config";
import { createPolicy } from "./common/policy";
import { describe, type JudgedResource } from "./common/judgedResource";

/** When launches may happen. Give at least one of `days`, `hours` and `freeze`. */
export interface LaunchWindowArgs {
  /** An IANA time zone, such as `Europe/Berlin`. Everything else is read in it. */
  readonly timeZone?: string;
  /** @default every day */
  readonly days?: readonly Weekday[];
  /**
   * Hours such as `09:00-17:00`, up to `24:00`. `22:00-02:00` begins on one of `days` and ends on the next.
   *
   * @default all day
   */
  readonly hours?: readonly string[];
  /**
   * Dates on which nothing launches: `2026-12-24`, or the first and the last, `2026-12-20/2027-01-06`.
   *
   * @default none
   */
  readonly freeze?: readonly string[];
}

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const FREEZE = /^\d{4}-\d{2}-\d{2}(?:\/\d{4}-\d{2}-\d{2})?$/;

function isDate(text: string): boolean {
  return !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}

function hoursOf(text: string): Hours {
  const [, hour, minute, toHour = "24", toMinute = "0"] = HOURS.exec(text) ?? [];
  const hours = { from: Number(hour) * 60 + Number(minute), to: Number(toHour) * 60 + Number(toMinute) };
  if (hours.from !== hours.to) return hours;
  throw new PolicyConfigError(
    `hours must not end when they begin, got ${show(text)}; all day is 00:00-24:00`,
  );
}

function freezeOf(text: string): DateRange {
  const [first = "", last = first] = text.split("/");
  if (isDate(first) && isDate(last) && first <= last) return { first, last };
  throw new PolicyConfigError(
    `freeze must hold dates of the calendar, the first one before the last, got ${show(text)}`,
  );
}

function timeZoneOf(value: unknown): string {
  const expected = "timeZone must be an IANA time zone such as Europe/Berlin or UTC";
  // Intl accepts an offset such as +01:00, but it has no daylight saving.
  if (typeof value !== "string" || !/^[A-Za-z]/.test(value))
    throw new PolicyConfigError(`${expected}, got ${show(value)}`);
  try {
    wallTime(0, value);
  } catch {
    throw new PolicyConfigError(`${expected}, got ${show(value)}`);
  }
  return value;
}

/** @throws PolicyConfigError when it limits nothing, or what is there cannot be used. */
export function parseLaunchWindow(config: PolicyConfig): Calendar {
  const days = textList(config, "days", new RegExp(`^(?:${WEEKDAYS.join("|")})$`), WEEKDAYS.join(", "));
  const hours = textList(config, "hours", HOURS, 'hours such as "09:00-17:00"');
  const freeze = textList(config, "freeze", FREEZE, 'dates such as "2026-12-24" or "2026-12-20/2027-01-06"');
  if (days === undefined && hours === undefined && (freeze ?? []).length === 0) {
    throw new PolicyConfigError(
      'it has no window yet: give timeZone, such as "Europe/Berlin", and at least one of days, such as ["monday"], hours, such as ["09:00-17:00"], and freeze, such as ["2026-12-20/2027-01-06"]',
    );
  }
  if (days?.length === 0 || hours?.length === 0) {
    throw new PolicyConfigError("days and hours must not be empty; left out, they are every day and all day");
  }
  return {
    timeZone: timeZoneOf(config["timeZone"]),
    days: days === undefined ? WEEKDAYS : WEEKDAYS.filter((day) => days.includes(day)),
    hours: hours?.map(hoursOf) ?? [{ from: 0, to: 1440 }],
    freeze: freeze?.map(freezeOf) ?? [],
  };
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function momentText({ date, minute }: WallTime): string {
  return `${weekdayOf(date)} ${date} ${clockText(minute)}`;
}

function judgeLaunchWindow(calendar: Calendar, resource: JudgedResource, now: number): string | undefined {
  const at = wallTime(now, calendar.timeZone);
  if (isOpen(calendar, at)) return undefined;
  const frozen = freezeOn(calendar, at.date);
  const allowed = `${calendar.days.join(", ")} ${calendar.hours.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`).join(", ")}`;
  const why =
    frozen === undefined
      ? `launches are allowed on ${allowed}`
      : `launches are frozen from ${frozen.first} to ${frozen.last}`;
  const opening = nextOpening(calendar, at);
  const next =
    opening === undefined
      ? "Launches are not allowed again within 400 days: have the policy's configuration changed"
      : `Run it again from ${momentText(opening)} on, or have the policy's configuration changed`;
  return `${describe(resource)} must not launch now: it is ${momentText(at)} in ${calendar.timeZone}, and ${why}. ${next}.`;
}

/** Launches happen only in the window, by the clocks of its time zone. Without a window, none does. */
export function launchWindow(
  args: LaunchWindowArgs = {},
  clock: Pick<Clock, "now"> = systemClock,
): ResourceValidationPolicy {
  return createPolicy(
    {
      name: "launch-window",
      description: "Offers are launched in the launch window only.",
      judges: "launches",
      properties: {
        timeZone: { type: "string", description: "An IANA time zone, such as Europe/Berlin." },
        days: {
          type: "array",
          items: { type: "string", enum: [...WEEKDAYS] },
          description: "Days on which the hours begin; every day when not given.",
        },
        hours: {
          type: "array",
          items: { type: "string", pattern: HOURS.source },
          description: 'Hours such as ["09:00-17:00", "22:00-02:00"]; all day when not given.',
        },
        freeze: {
          type: "array",
          items: { type: "string", pattern: FREEZE.source },
          description: 'Dates on which nothing launches, such as ["2026-12-24", "2026-12-20/2027-01-06"].',
        },
      },
      parse: parseLaunchWindow,
      judge: (calendar, resource) => judgeLaunchWindow(calendar, resource, clock.now()),
    },
    args,
  );
}
