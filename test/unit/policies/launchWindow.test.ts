import assert from "node:assert/strict";
import { launchWindow, type LaunchWindowArgs } from "../../../policies";
import { isOpen, nextOpening, wallTime } from "../../../policies/common/calendar";
import { parseLaunchWindow } from "../../../policies/launchWindow";
import { violates, violations } from "./judged";

const OFFICE: LaunchWindowArgs = {
  timeZone: "Europe/Berlin",
  days: ["monday", "tuesday", "wednesday", "thursday"],
  hours: ["09:00-12:00", "13:00-17:00"],
};
const NIGHT: LaunchWindowArgs = { timeZone: "Europe/Berlin", days: ["friday"], hours: ["22:00-02:00"] };
const HOLIDAYS: LaunchWindowArgs = { ...OFFICE, freeze: ["2026-03-04", "2026-12-20/2027-01-06"] };
const NIGHTLY: LaunchWindowArgs = { timeZone: "UTC", hours: ["22:00-02:00"], freeze: ["2026-03-04"] };
const BERLIN_NIGHT: LaunchWindowArgs = { timeZone: "Europe/Berlin", hours: ["02:00-03:00"] };
const SKIPPED: LaunchWindowArgs = { timeZone: "Europe/Berlin", hours: ["02:10-02:50"] };
const SKIPPED_IN_PART: LaunchWindowArgs = { timeZone: "Europe/Berlin", hours: ["02:10-04:00"] };
const NEW_YORK: LaunchWindowArgs = { timeZone: "America/New_York", hours: ["09:00-17:00"] };
const LINE: LaunchWindowArgs = { timeZone: "Pacific/Kiritimati", days: ["monday"] };
const NEPAL: LaunchWindowArgs = { timeZone: "Asia/Kathmandu", hours: ["09:00-09:01"] };

function openAt(args: LaunchWindowArgs, instant: string): boolean {
  const calendar = parseLaunchWindow({ ...args });
  return isOpen(calendar, wallTime(Date.parse(instant), calendar.timeZone));
}

describe("launch-window", () => {
  const verdicts: readonly (readonly [string, LaunchWindowArgs, string, boolean])[] = [
    ["the first minute", OFFICE, "2026-03-04T08:00:00Z", true],
    ["the minute before", OFFICE, "2026-03-04T07:59:59Z", false],
    ["the last minute", OFFICE, "2026-03-04T15:59:59Z", true],
    ["the end", OFFICE, "2026-03-04T16:00:00Z", false],
    ["between two hours", OFFICE, "2026-03-04T11:30:00Z", false],
    ["another day", OFFICE, "2026-03-06T10:00:00Z", false],
    ["a single freeze date", HOLIDAYS, "2026-03-04T10:00:00Z", false],
    ["the day after it", HOLIDAYS, "2026-03-05T10:00:00Z", true],
    ["the first date of a freeze", HOLIDAYS, "2026-12-21T10:00:00Z", false],
    ["the last date of a freeze", HOLIDAYS, "2027-01-06T10:00:00Z", false],
    ["the day after a freeze", HOLIDAYS, "2027-01-07T10:00:00Z", true],
    ["before midnight", NIGHT, "2026-03-06T21:30:00Z", true],
    ["after midnight", NIGHT, "2026-03-07T00:59:00Z", true],
    ["after its end", NIGHT, "2026-03-07T01:00:00Z", false],
    ["midnight of the day itself", NIGHT, "2026-03-06T00:30:00Z", false],
    ["the next evening", NIGHT, "2026-03-07T21:30:00Z", false],
    ["a freeze that begins at midnight", NIGHTLY, "2026-03-03T23:59:00Z", true],
    ["a freeze that began at midnight", NIGHTLY, "2026-03-04T00:00:00Z", false],
    ["a freeze that ended at midnight", NIGHTLY, "2026-03-05T00:00:00Z", true],
    ["the summer's first minute", OFFICE, "2026-07-01T07:00:00Z", true],
    ["the summer's end", OFFICE, "2026-07-01T15:00:00Z", false],
    ["before an hour that the clocks skip", BERLIN_NIGHT, "2026-03-29T00:59:59Z", false],
    ["after an hour that the clocks skip", BERLIN_NIGHT, "2026-03-29T01:00:00Z", false],
    ["an hour that comes twice, first", BERLIN_NIGHT, "2026-10-25T00:30:00Z", true],
    ["an hour that comes twice, again", BERLIN_NIGHT, "2026-10-25T01:30:00Z", true],
    ["after it came twice", BERLIN_NIGHT, "2026-10-25T02:00:00Z", false],
    ["summer in New York, winter in Berlin", NEW_YORK, "2026-03-10T13:00:00Z", true],
    ["an hour before that", NEW_YORK, "2026-03-10T12:59:00Z", false],
    ["Monday already, beyond the date line", LINE, "2026-03-01T10:00:00Z", true],
    ["Tuesday already, beyond the date line", LINE, "2026-03-02T10:00:00Z", false],
    ["three quarters of an hour off", NEPAL, "2026-03-04T03:15:00Z", true],
  ];
  for (const [title, args, instant, open] of verdicts) {
    it(`is ${open ? "open" : "shut"}: ${title} (${instant})`, () => {
      assert.equal(openAt(args, instant), open);
    });
  }

  const openings: readonly (readonly [string, LaunchWindowArgs, string, string | undefined])[] = [
    ["later that day", OFFICE, "2026-03-04T11:30:00Z", "2026-03-04 13:00"],
    ["the next day", OFFICE, "2026-03-04T16:00:00Z", "2026-03-05 09:00"],
    ["after the weekend", OFFICE, "2026-03-05T16:00:00Z", "2026-03-09 09:00"],
    ["after a freeze", HOLIDAYS, "2026-12-22T10:00:00Z", "2027-01-07 09:00"],
    ["at midnight, when a freeze ends in the hours", NIGHTLY, "2026-03-04T12:00:00Z", "2026-03-05 0:00"],
    ["a day after hours that the clocks skip", SKIPPED, "2026-03-28T23:30:00Z", "2026-03-30 2:10"],
    ["after minutes that the clocks skip", SKIPPED_IN_PART, "2026-03-28T23:30:00Z", "2026-03-29 3:00"],
    ["never", { timeZone: "UTC", freeze: ["2026-01-01/2029-01-01"] }, "2026-03-04T12:00:00Z", undefined],
  ];
  for (const [title, args, instant, expected] of openings) {
    it(`opens next: ${title}`, () => {
      const calendar = parseLaunchWindow({ ...args });
      const next = nextOpening(calendar, wallTime(Date.parse(instant), calendar.timeZone));
      const [hour, minute] = [Math.floor((next?.minute ?? 0) / 60), (next?.minute ?? 0) % 60];
      const clock = `${hour === 9 ? "09" : String(hour)}:${String(minute).padStart(2, "0")}`;
      assert.equal(next === undefined ? undefined : `${next.date} ${clock}`, expected);
    });
  }

  it("says what time it is there, when launches are allowed and when they are again", async () => {
    const at = (instant: string): { now: () => number } => ({ now: () => Date.parse(instant) });
    await violates(
      violations(launchWindow(OFFICE, at("2026-03-06T08:05:00Z"))),
      "it is friday 2026-03-06 09:05 in Europe/Berlin",
      "monday, tuesday, wednesday, thursday 09:00-12:00, 13:00-17:00",
      "again from monday 2026-03-09 09:00 on",
    );
    await violates(
      violations(launchWindow(HOLIDAYS, at("2026-12-24T10:00:00Z"))),
      "frozen from 2026-12-20 to 2027-01-06",
      "again from thursday 2027-01-07 09:00 on",
    );
    assert.deepEqual(await violations(launchWindow(OFFICE, at("2026-03-04T08:00:00Z"))), []);
  });

  const damaged: readonly (readonly [object, string])[] = [
    [{ timeZone: "UTC" }, "at least one of days"],
    [{ freeze: [], timeZone: "UTC" }, "at least one of days"],
    [{ days: ["monday"] }, "timeZone must be an IANA time zone"],
    [{ days: ["monday"], timeZone: "Europe/Atlantis" }, "Europe/Atlantis"],
    [{ days: ["monday"], timeZone: "+01:00" }, "IANA"],
    [{ days: ["monday"], timezone: "UTC" }, "perhaps timeZone is meant"],
    [{ days: ["Monday"], timeZone: "UTC" }, "days must be a list of sunday, monday"],
    [{ days: "monday", timeZone: "UTC" }, "days must be a list"],
    [{ days: [], timeZone: "UTC" }, "must not be empty"],
    [{ hours: [], timeZone: "UTC" }, "must not be empty"],
    [{ hours: ["9:00-17:00"], timeZone: "UTC" }, "hours must be a list"],
    [{ hours: ["09:00-24:30"], timeZone: "UTC" }, "hours must be a list"],
    [{ hours: ["24:00-02:00"], timeZone: "UTC" }, "hours must be a list"],
    [{ hours: ["09:00-09:00"], timeZone: "UTC" }, "all day is 00:00-24:00"],
    [{ freeze: ["24.12.2026"], timeZone: "UTC" }, "freeze must be a list"],
    [{ freeze: ["2026-02-29"], timeZone: "UTC" }, "dates of the calendar"],
    [{ freeze: ["2027-01-06/2026-12-20"], timeZone: "UTC" }, "the first one before the last"],
  ];
  for (const [config, text] of damaged) {
    it(`stops at ${JSON.stringify(config)}`, () => violates(violations(launchWindow(), {}, config), text));
  }
});
