import type { Suite } from "mocha";

/** Whether every kind of project is tried, or one of each, as the gate does. */
export const triesAll = process.env["ALL_PACKAGE_CASES"] === "1";

/** A test of `npm run test:package` alone. */
export const more: (title: string, test: () => Promise<void>) => void = triesAll
  ? (title, test) => void it(title, test)
  : () => undefined;

/** The same for a group of tests. */
export const describeMore: (title: string, tests: (this: Suite) => void) => void = triesAll
  ? (title, tests) => void describe(title, tests)
  : () => undefined;
