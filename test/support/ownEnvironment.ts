import { selfContained } from "../../scripts/privateEnvironment";

// Loaded by mocha before any test: what the user has set for stacks of their own is not for the tests. It is taken out
// of this process itself, since the Automation API adds its environment to whatever that is given.
const own = selfContained(process.env);
for (const name of Object.keys(process.env)) if (!(name in own)) Reflect.deleteProperty(process.env, name);
Object.assign(process.env, own);
