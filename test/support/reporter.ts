import { reporters, Runner, type MochaOptions } from "mocha";

/** Mocha's usual report, and a last plain line with the counts. */
class PlainCount extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    // Registered after the report's own listener, so that this line is the last.
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const skipped = pending > 0 ? `, ${pending} skipped` : "";
      process.stdout.write(`${passes} passed, ${failures} failed${skipped}\n`);
    });
  }
}

module.exports = PlainCount;
