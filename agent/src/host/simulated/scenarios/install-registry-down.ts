import type { Scenario } from './scenario.ts'

export const installRegistryDown: Scenario = {
  name: 'install-registry-down',
  description: 'A machine without MoltBot, whose package registry cannot be reached.',
  gateways: [],
  registry: { mood: 'unreachable' },
}
