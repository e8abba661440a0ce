import assert from "node:assert/strict";
import type { Fault } from "../../../../simulator";
import type { HttpRequest } from "../../../../provider/marketplace/http/transport";
import type { Run } from "../../../../provider/resource/run";
import { GOLIVE, green, HOUR, PROGRAM, red, Scene } from "../../../support/scene";
import { OFFER_NAME } from "../../../support/world";

describe("an answer to the POST", () => {
  const lost: readonly (readonly [string, Fault])[] = [
    ["500 after the effect", { status: 500, after: true }],
    ["503 after the effect", { status: 503, after: true, headers: { "Retry-After": "7" } }],
    ["a reset after the effect", { reset: "after" }],
    ["silence after the effect", { hang: "after" }],
    ["409 after the effect", { status: 409, after: true }],
    ["202 without a location", { dropHeaders: ["Location"] }],
    ["202 with a foreign location", { setHeaders: { Location: "https://evil.test/operations/1" } }],
    ["200 and a body instead", { status: 200, after: true, body: "{}" }],
  ];
  for (const [title, fault] of lost) {
    it(`is followed all the same: ${title}`, async () => {
      const lagMs = 4 * 60_000;
      for (const options of [
        {},
        { submissionsLagMs: lagMs },
        { submissionsLagMs: lagMs, statusLagMs: lagMs },
      ]) {
        const scene = new Scene(options);
        scene.world.service.fault({ ...fault, match: GOLIVE });
        green(await scene.up());
        assert.equal(scene.output("liveVersion"), "2");
        assert.equal(scene.sent(), 1);
      }
    });
  }

  it("is followed all the same: an error of our own in reading it", async () => {
    const scene = new Scene();
    const run = scene.world.run();
    const failing: Run = {
      ...run,
      service: (api) => {
        const service = run.service(api);
        return {
          ...service,
          goLive: async (...args) => {
            await service.goLive(...args);
            throw new TypeError("cannot read properties of undefined");
          },
        };
      },
    };
    green(await scene.world.clock.drive(scene.stack.up(PROGRAM, failing)));
    assert.equal(scene.output("liveVersion"), "2");
    assert.equal(scene.sent(), 1);
    assert.ok(scene.world.said.some((line) => line.includes("cannot read properties of undefined")));
  });

  const refused: readonly (readonly [number, string])[] = [400, 401, 403, 404, 422, 429].map((status) => [
    status,
    `HTTP ${status}`,
  ]);
  for (const [status, name] of refused) {
    it(`that refuses is an error, and nothing is stored: ${name}`, async () => {
      const scene = new Scene();
      const body = '{"error":{"code":"Nope","message":"not today"}}';
      scene.world.service.fault({ match: GOLIVE, status, body });
      red(await scene.up(), "GOLIVE_REFUSED", name, "not today");
      assert.equal(scene.stack.stored, undefined);
      assert.equal(scene.sent(), 1);
      green(await scene.up());
      assert.equal(scene.accepted(), 1);
    });
  }

  for (const status of [409, 412]) {
    it(`that says something is under way is indeterminate when nothing is found: HTTP ${status}`, async () => {
      const scene = new Scene();
      scene.world.service.fault({ match: GOLIVE, status, body: '{"error":{"message":"not today"}}' });
      red(await scene.up(), "LAUNCH_INDETERMINATE", `HTTP ${status}`, "not today", "no launch was found");
      assert.equal(scene.output("status"), "indeterminate");
      red(await scene.up(), "LAUNCH_INDETERMINATE", "Do not replace the resource before then");
      await scene.world.clock.advance(30 * 60_000);
      red(await scene.up(), "LAUNCH_INDETERMINATE", "was not accepted", "pulumi up --replace");
      assert.equal(scene.sent(), 1, "not posted again by itself");
      green(await scene.replace());
      assert.equal(scene.accepted(), 1);
    });
  }

  it("that is the second one to a request that was accepted leads to no second launch", async () => {
    for (const isFailing of [true, false]) {
      const lagMs = 8 * 60_000;
      const scene = new Scene({ launchTime: 3 * 60_000, submissionsLagMs: lagMs, statusLagMs: lagMs });
      if (isFailing) scene.world.service.failNextLaunch(OFFER_NAME, { messages: ["No quota"] });
      scene.world.service.fault({ match: GOLIVE, status: 409, after: true });
      const first = await scene.up();
      if (isFailing) red(first, "LAUNCH_INDETERMINATE");
      else green(first);
      await scene.world.clock.advance(lagMs);
      const second = await scene.up();
      if (isFailing) red(second, "LAUNCH_FAILED", "No quota");
      else green(second);
      assert.equal(scene.sent(), 1);
    }
  });

  it("that refuses is named when the search for the reason is interrupted", async () => {
    const scene = new Scene();
    const controller = new AbortController();
    scene.world.service.fault({ match: GOLIVE, status: 409 });
    scene.world.clock.at(scene.world.clock.now() + 60_000, () => controller.abort());
    const result = await scene.up(PROGRAM, { signal: controller.signal });
    red(result, "INTERRUPTED", "the service refused to launch version 2", "HTTP 409", "pulumi up");
    assert.equal(scene.output("status"), "indeterminate");
  });

  it("that says something is under way is looked into for five minutes, and another at once", async () => {
    for (const [status, minutes] of [
      [409, 5],
      [412, 5],
      [400, 0],
    ] as const) {
      const scene = new Scene();
      const startedAt = scene.world.clock.now();
      scene.world.service.fault({ match: GOLIVE, status });
      red(await scene.up(), status === 400 ? "GOLIVE_REFUSED" : "LAUNCH_INDETERMINATE");
      assert.equal(Math.floor((scene.world.clock.now() - startedAt) / 60_000), minutes);
      const rows = scene.world.said.filter((one) => one.includes("looking again"));
      assert.equal(rows.length >= minutes && rows.length <= minutes + 1, true, rows.join("\n"));
    }
  });

  for (const [title, fault] of [
    ["500 before the effect", { status: 500 }],
    ["a reset before the effect", { reset: "before" }],
    ["silence before the effect", { hang: "before" }],
  ] as const) {
    it(`that is lost without effect is indeterminate until proven: ${title}`, async () => {
      const scene = new Scene();
      scene.world.service.fault({ match: GOLIVE, ...fault });
      red(await scene.up(), "LAUNCH_INDETERMINATE", "Partner Center");
      assert.equal(scene.output("status"), "indeterminate");
      red(await scene.up(), "LAUNCH_INDETERMINATE", "Do not replace the resource before then");
      assert.equal(scene.sent(), 1, "not posted again without proof");
      await scene.world.clock.advance(30 * 60_000);
      red(await scene.up(), "LAUNCH_INDETERMINATE", "was not accepted", "pulumi up --replace");
      assert.equal(scene.sent(), 1, "not posted again by itself");
      green(await scene.replace());
      assert.equal(scene.sent(), 2);
      assert.equal(scene.accepted(), 1);
    });
  }

  it("that never comes proves nothing until 30 minutes after it was given up", async () => {
    const scene = new Scene();
    const { clock, service } = scene.world;
    service.fault({ match: GOLIVE, hang: "before" });
    let sentAt = 0;
    const onExchange = ({ method }: HttpRequest, moment: "before" | "after"): void => {
      if (method === "POST" && moment === "before") sentAt = clock.now();
    };
    red(await scene.up(PROGRAM, { onExchange }), "LAUNCH_INDETERMINATE");
    await clock.advance(sentAt + 31 * 60_000 - clock.now());
    red(await scene.up(), "LAUNCH_INDETERMINATE", "Do not replace the resource before then");
    await clock.advance(5 * 60_000);
    red(await scene.up(), "LAUNCH_INDETERMINATE", "was not accepted");
  });

  it("that launches what somebody published meanwhile is told, with its version", async () => {
    const scene = new Scene({ publishTime: 0 });
    const onExchange = (request: HttpRequest, moment: "before" | "after"): void => {
      if (request.method === "POST" && moment === "before") scene.world.service.publish(OFFER_NAME);
    };
    red(
      await scene.up(PROGRAM, { onExchange }),
      "PREVIEW_OTHER_VERSION",
      "is launching version 3",
      "offerVersion is 2",
    );
    assert.equal(scene.output("status"), "running");
    assert.equal(scene.sent(), 1);
    green(await scene.up({ ...PROGRAM, offerVersion: 3 }));
    assert.equal(scene.output("origin"), "adopted");
    assert.equal(scene.sent(), 1);
  });

  it("whose operation cannot be asked once, or makes no sense once, is followed by it all the same", async () => {
    const lagMs = 4 * HOUR;
    const faults: readonly Fault[] = [
      { status: 404 },
      { body: "<html></html>" },
      ...[403, 500].map((status) => ({ status })),
      { reset: "before" },
    ];
    for (const fault of faults) {
      const scene = new Scene();
      for (const source of ["status", "list"] as const) {
        scene.world.service.distort(OFFER_NAME, { source, how: "stuck", from: "launch", forMs: lagMs });
      }
      scene.world.service.fault({ match: { path: "/operations/" }, ...fault });
      green(await scene.up(PROGRAM));
      assert.equal(scene.sent(), 1);
    }
  });

  it("that never comes is searched for from when it was given up", async () => {
    const lagMs = 7 * 60_000;
    const scene = new Scene({ submissionsLagMs: lagMs, statusLagMs: lagMs });
    scene.world.service.fault({ match: GOLIVE, hang: "after" });
    green(await scene.up());
    assert.equal(scene.output("origin"), "launched");
    assert.equal(scene.sent(), 1);
  });

  it("that never comes is looked for once also when the time is up", async () => {
    const scene = new Scene();
    scene.world.service.fault({ match: GOLIVE, hang: "after" });
    red(await scene.up({ ...PROGRAM, timeout: "2m" }), "TIMED_OUT", "The launch goes on");
    assert.equal(scene.output("status"), "running");
  });

  it("that refuses tells that looking for the reason failed, and asks no more afterwards", async () => {
    for (const status of [400, 409]) {
      for (const trouble of [{ status: 503 }, { hang: "before" }] as const) {
        const scene = new Scene();
        const { service, clock } = scene.world;
        service.fault({ match: GOLIVE, status });
        const onExchange = ({ method }: HttpRequest, moment: "before" | "after"): void => {
          if (method === "POST" && moment === "before") {
            service.fault({ match: { method: "GET" }, ...trouble, times: 1_000 });
          }
        };
        const code = status === 400 ? "GOLIVE_REFUSED" : "LAUNCH_INDETERMINATE";
        const startedAt = clock.now();
        red(await scene.up(PROGRAM, { onExchange }), code, "The reason could not be found");
        // A certain refusal launched nothing, so its reason is searched for as long as any look is tried.
        const minutes = Math.floor((clock.now() - startedAt) / 60_000);
        assert.ok(status === 400 ? minutes < 4 : minutes === 5, `${status}: ${minutes} minutes`);
        assert.equal(scene.stack.stored === undefined, status === 400);
        const asked = service.requests.length;
        await clock.advance(HOUR);
        assert.equal(service.requests.length, asked);
      }
    }
  });
});
