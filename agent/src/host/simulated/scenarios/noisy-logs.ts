import { mainUp, type Scenario } from './scenario.ts'

export const noisyLogs: Scenario = {
  name: 'noisy-logs',
  description: 'MoltBot runs and writes 24 lines a second into its log.',
  gateways: [mainUp],
  events: [{ at: 1, every: 1, gateway: 'main', change: { kind: 'log', lines: 24 } }],
}
