// Prints what a stack's exported state knows of its launches, and fails over one that needs a person.
import { readFileSync } from "node:fs";

const { deployment } = JSON.parse(readFileSync(process.argv[2] ?? "state.json", "utf8"));
const launches = (deployment.resources ?? []).filter(({ type }) => /:OfferGoLive$/.test(type));

for (const { id, outputs = {} } of launches) {
  const { offerVersion, status, failure } = outputs;
  console.log(`${id} version ${offerVersion}: ${status}${failure ? `, ${failure.message}` : ""}`);
}
if (launches.length === 0) console.log("This stack has launched nothing yet.");
if (launches.some(({ outputs }) => ["failed", "canceled", "indeterminate"].includes(outputs?.status))) {
  process.exitCode = 1;
}
