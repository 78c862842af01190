import { mainUp, type Scenario } from './scenario.ts'

export const killed: Scenario = {
  name: 'killed',
  description: 'MoltBot was killed in the middle of its work: its lock is still there, and nothing starts it again.',
  gateways: [{ ...mainUp, run: 'killed' }],
}
