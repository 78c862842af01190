import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const twoInstances: Scenario = {
  name: 'two-instances',
  description: 'Two gateways of one user: the default one with Telegram, and the profile "work" on another port.',
  gateways: [mainUp, { name: 'work', port: 18_989, run: 'up' }],
  events: [quietLog, { at: 30, every: 60, gateway: 'work', change: { kind: 'log', lines: 1 } }],
}
