import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const tokenMismatch: Scenario = {
  name: 'token-mismatch',
  description: 'The gateway token in the file was changed while MoltBot, with reloading off, accepts only the old one.',
  gateways: [{ ...mainUp, config: { reload: 'off' }, editedConfig: { reload: 'off', token: 'second' } }],
  events: [quietLog],
}
