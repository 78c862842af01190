/** Scenarios of the simulated host, for help and completion. A test compares them with what the agent offers. */
export const scenarioNames: readonly string[] = [
  'healthy',
  'not-installed',
  'starting-slow',
  'stopped',
  'degraded',
  'wedged',
  'crash-loop',
  'gateway-disconnected',
  'token-mismatch',
  'disk-low',
  'invalid-config-edit',
  'noisy-logs',
  'two-instances',
  'port-taken',
  'answers-html',
  'upgrade-observed',
]
