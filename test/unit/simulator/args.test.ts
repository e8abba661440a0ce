import assert from "node:assert/strict";
import { parseCommandLine } from "../../../simulator/args";
import { requestLine } from "../../../simulator/requestEntry";

describe("simulator: command line", () => {
  it("has defaults", () => {
    assert.deepEqual(parseCommandLine([]), {
      port: 0,
      offers: [{ publisherId: "contoso", offerId: "sample-offer", preview: 1 }],
      controlPort: undefined,
      launchTime: 5000,
      publishTime: 2000,
      submissionsLagMs: 0,
      location: "relative",
      ingestion: { list: "kept", jobId: "jobId" },
      publishAfter: undefined,
      failNext: [],
    });
  });

  it("reads every option", () => {
    const args = [
      "--port=8080",
      "--offer",
      "a/b@12",
      "--offer",
      "a/c",
      "--launch-time",
      "1h1m2s",
      "--location",
      "absolute",
      "--control-port=8081",
      "--publish-time=3s",
      "--publish-after=1m",
      "--list-lag=2s",
      "--list=vanished",
      "--job-id=both",
      "--fail-next=launch",
      "--fail-next=publish",
    ];
    assert.deepEqual(parseCommandLine(args), {
      port: 8080,
      offers: [
        { publisherId: "a", offerId: "b", preview: 12 },
        { publisherId: "a", offerId: "c", preview: 1 },
      ],
      controlPort: 8081,
      launchTime: 3_662_000,
      publishTime: 3000,
      submissionsLagMs: 2000,
      location: "absolute",
      ingestion: { list: "vanished", jobId: "both" },
      publishAfter: 60_000,
      failNext: ["launch", "publish"],
    });
    assert.equal(parseCommandLine(["--port", "x", "--help"]), "help");
  });

  const refused: readonly (readonly [args: string[], message: RegExp])[] = [
    [["--speed", "1"], /--speed/],
    [["extra"], /extra/],
    [["--port"], /--port/],
    [["--port", "70000"], /--port is "70000": give a whole number from 0 to 65535/],
    [["--port", "-1"], /--port/],
    [["--offer", "a"], /"a" names no offer/],
    [["--offer", "a/b@x"], /"a\/b@x" names no offer/],
    [["--launch-time", "5"], /--launch-time is "5"/],
    [["--launch-time", ""], /--launch-time is ""/],
    [["--launch-time", "1s1m"], /--launch-time is "1s1m"/],
    [["--control-port", "x"], /--control-port is "x"/],
    [["--publish-after", "soon"], /--publish-after is "soon"/],
    [["--publish-time", "1"], /--publish-time is "1"/],
    [["--list-lag", "x"], /--list-lag is "x"/],
    [["--list", "lost"], /--list is "lost": give kept, vanished/],
    [["--job-id", "id"], /--job-id is "id": give jobId, jobID, both/],
    [["--fail-next", "all"], /--fail-next is "all": give launch, publish/],
    [["--location", "toString"], /--location is "toString": give relative, absolute, legacy/],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(" ")}`, () => assert.throws(() => parseCommandLine(args), message));
  }

  it("tells a request in a line that is safe to print", () => {
    const entry = {
      time: 0,
      method: "POST",
      path: "/a\u009b\n/golive",
      status: 202,
      accepted: true,
      version: 3,
    };
    assert.equal(requestLine(entry), "1970-01-01T00:00:00.000Z POST /a??/golive 202 version 3");
    assert.match(
      requestLine({ ...entry, submission: "1152921505700000003" }),
      /version 3 submission 11529215057/,
    );
    const long = requestLine({
      time: 0,
      method: "GET",
      path: "/".repeat(999),
      status: "hang",
      accepted: false,
    });
    assert.equal(long, `1970-01-01T00:00:00.000Z GET ${"/".repeat(199)}… hang`);
  });
});
