import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const upgradeObserved: Scenario = {
  name: 'upgrade-observed',
  description: 'Half a minute from now somebody stops MoltBot 2026.9.5, installs 2026.9.6 and starts it again.',
  gateways: [{ ...mainUp, version: '2026.9.5' }],
  events: [
    quietLog,
    { at: 30, gateway: 'main', change: { kind: 'terminate' } },
    { at: 36, gateway: 'main', change: { kind: 'install', version: '2026.9.6' } },
    { at: 40, gateway: 'main', change: { kind: 'start' } },
  ],
}
