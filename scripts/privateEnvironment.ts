/**
 * What keeps a run of the Pulumi CLI to itself: a backend and a home of its own, an empty passphrase, and no look-ups
 * of updates or plugins, so that it works without a network and leaves nothing of the user's changed.
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
