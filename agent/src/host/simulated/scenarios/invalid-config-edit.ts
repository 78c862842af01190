import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const invalidConfigEdit: Scenario = {
  name: 'invalid-config-edit',
  description:
    'Somebody put an unknown key into the configuration: MoltBot still runs the old one and will not survive its next start.',
  gateways: [{ ...mainUp, editedConfig: { unknownKey: 'legacyPort' } }],
  events: [quietLog],
}
