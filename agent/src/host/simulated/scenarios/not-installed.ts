import type { Scenario } from './scenario.ts'

export const notInstalled: Scenario = {
  name: 'not-installed',
  description: 'A machine without MoltBot.',
  gateways: [],
}
