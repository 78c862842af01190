import { mainUp, type Scenario, upstreamUnit } from './scenario.ts'

export const crashLoop: Scenario = {
  name: 'crash-loop',
  description:
    'The configuration holds a key that MoltBot does not know: it exits with 78, and its service starts it again every few seconds.',
  gateways: [
    {
      ...mainUp,
      run: 'crashing',
      config: { unknownKey: 'legacyPort' },
      supervision: { ...upstreamUnit, restartSeconds: 1, stopsAt78: false },
    },
  ],
}
