/**
 * Keeps a run of the Pulumi CLI to itself: a backend and a home of its own, an empty passphrase, and no look-ups of
 * updates or plugins. So it needs no network, and changes nothing of the user's.
 */
export function privateEnvironment(backend: string, home: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/** Settings that the user has for stacks of their own: an account, a safety limit, an organisation. */
const SETTINGS = /^(PULUMI|ARM|AZURE)_/i;
const THIS_MACHINE = "127.0.0.1,localhost,::1";

/**
 * An environment for a run against a service on this machine: without the user's own settings for Pulumi and Azure,
 * and without a proxy for this machine, which only some processes of a run would leave out by themselves.
 */
export function selfContained(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !SETTINGS.test(name)));
  const without = (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(",").filter((host) => host !== "");
  const hosts = [...without, THIS_MACHINE].join(",");
  // Programs differ in which of the names they read, and which first.
  return { ...kept, NO_PROXY: hosts, no_proxy: hosts, no_grpc_proxy: hosts };
}
