import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const healthy: Scenario = {
  name: 'healthy',
  description: 'MoltBot has run for three hours, answers every check, and its Telegram channel is connected.',
  gateways: [mainUp],
  events: [quietLog],
}
