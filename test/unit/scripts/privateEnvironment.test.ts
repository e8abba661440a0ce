import assert from "node:assert/strict";
import { selfContained } from "../../../scripts/privateEnvironment";

const HERE = "127.0.0.1,localhost,::1";
const direct = (hosts: string): Record<string, string> => ({
  NO_PROXY: hosts,
  no_proxy: hosts,
  no_grpc_proxy: hosts,
});

describe("scripts: an environment for a run against this machine", () => {
  const cases: readonly [string, Record<string, string>, Record<string, string>][] = [
    ["keeps what is not Pulumi's or Azure's", { PATH: "/bin", HOME: "/h" }, { PATH: "/bin", HOME: "/h" }],
    [
      "drops a safety limit",
      { AZURE_MARKETPLACE_READ_ONLY: "true", AZURE_MARKETPLACE_MAX_LAUNCHES: "0" },
      {},
    ],
    ["drops an identity", { ARM_CLIENT_ID: "id", AZURE_TENANT_ID: "id", Azure_Client_Id: "id" }, {}],
    ["drops a backend", { PULUMI_ACCESS_TOKEN: "token", PULUMI_STACK: "mine" }, {}],
    ["goes past a proxy", { HTTP_PROXY: "http://proxy" }, { HTTP_PROXY: "http://proxy" }],
    ["adds to the hosts without a proxy", { NO_PROXY: "a,b" }, direct(`a,b,${HERE}`)],
    ["adds to them in the other spelling", { no_proxy: "a" }, direct(`a,${HERE}`)],
  ];
  for (const [title, given, expected] of cases) {
    it(title, () => assert.deepEqual(selfContained(given), { ...direct(HERE), ...expected }));
  }
});
