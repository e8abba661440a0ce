/** Loaded by `npm run test:package`: every kind of project, not one of each. */
process.env["ALL_PACKAGE_CASES"] = "1";
