import { mainUp, type Scenario } from './scenario.ts'

export const startingSlow: Scenario = {
  name: 'starting-slow',
  description: 'MoltBot was started just now and takes a minute and a half to get ready, as on a busy small machine.',
  gateways: [{ ...mainUp, run: 'starting', slowness: 13 }],
}
