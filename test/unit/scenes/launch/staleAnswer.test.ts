import assert from "node:assert/strict";
import { green, HOUR, PROGRAM, Scene } from "../../../support/scene";

describe("an answer that a process reads long after it was given", () => {
  for (const isAsleep of [true, false]) {
    it(`is no look that a launch may rest on: the machine ${isAsleep ? "slept" : "was stopped"}`, async () => {
      const scene = new Scene();
      const { clock, service } = scene.world;
      const asked: string[] = [];
      let stops = 0;
      green(
        await scene.up(PROGRAM, {
          onExchange: ({ method, url }, moment) => {
            const path = new URL(url).pathname.split("/").at(-1) ?? "";
            if (moment === "before") asked.push(`${method} ${path}`);
            if (moment === "before" || path !== "preview") return;
            stops += 1;
            if (stops === 1) clock.stop(HOUR, isAsleep);
          },
        }),
      );
      const post = asked.indexOf("POST golive");
      assert.equal(asked.slice(0, post).filter((one) => one === "GET preview").length, 2, asked.join(", "));
      assert.equal(service.requests.filter(({ action }) => action === "golive").length, 1);
    });
  }
});
