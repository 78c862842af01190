import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const diskLow: Scenario = {
  name: 'disk-low',
  description: 'MoltBot runs, and the disk that holds its state has 2 percent left.',
  gateways: [mainUp],
  diskFreePercent: 2,
  events: [quietLog],
}
