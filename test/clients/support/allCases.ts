/** Loaded by `npm run test:clients`: every case of the published clients, not one of each. */
process.env["ALL_CLIENT_CASES"] = "1";
