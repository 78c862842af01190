import { mainUp, type Scenario } from './scenario.ts'

export const stopped: Scenario = {
  name: 'stopped',
  description: 'MoltBot is installed and was stopped cleanly twelve minutes ago.',
  gateways: [{ ...mainUp, run: 'stopped' }],
}
