import { mainUp, type Scenario } from './scenario.ts'

export const wedged: Scenario = {
  name: 'wedged',
  description: 'The MoltBot process lives and holds its lock, but it closed its port and answers nobody.',
  gateways: [{ ...mainUp, run: 'wedged' }],
}
