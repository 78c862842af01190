import { mainUp, quietLog, type Scenario } from './scenario.ts'

export const answersHtml: Scenario = {
  name: 'answers-html',
  description: 'An old MoltBot that knows no health paths: it answers 200 and a web page to everything.',
  gateways: [{ ...mainUp, version: '2026.1.29', mood: { http: 'page_only', rpc: 'protocol_3' } }],
  events: [quietLog],
}
