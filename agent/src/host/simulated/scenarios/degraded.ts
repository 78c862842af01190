import { mainUp, quietLog, type Scenario, telegramDown } from './scenario.ts'

export const degraded: Scenario = {
  name: 'degraded',
  description: 'MoltBot runs, but its Telegram channel does not connect and its event loop is overloaded.',
  gateways: [
    {
      ...mainUp,
      channels: [telegramDown],
      mood: { eventLoop: 'overloaded', answerMs: [320, 1450], pluginErrors: ['github'] },
    },
  ],
  events: [quietLog, { at: 15, every: 60, gateway: 'main', change: { kind: 'log', lines: 2 } }],
}
