import type { Scenario } from './scenario.ts'

export const dockerReady: Scenario = {
  name: 'docker-ready',
  description: 'A machine without MoltBot, on which a container engine answers.',
  gateways: [],
  registry: { tags: { beta: '2026.9.7-beta.1' } },
  containerEngine: { version: '28.3.2', rootless: false },
}
