import { mainUp, type Scenario } from './scenario.ts'

export const notAnswering: Scenario = {
  name: 'not-answering',
  description: 'MoltBot takes connections and answers nothing, as when something blocks its event loop.',
  gateways: [{ ...mainUp, mood: { http: 'silent', rpc: 'refused' } }],
}
