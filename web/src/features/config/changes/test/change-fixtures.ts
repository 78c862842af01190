import type { ConfigChange } from '../../../../wire.ts'

export const masked = JSON.stringify('__MOLTBOT_OPS_SECRET__')

export function changeOf(changes: Partial<ConfigChange> = {}): ConfigChange {
  return {
    path: 'gateway.port',
    kind: 'changed',
    before: '18789',
    after: '18790',
    effect: 'restart',
    risk: 'medium',
    why: 'Clients that know the old port lose it.',
    ...changes,
  }
}

/** One of every kind. */
export const mixedChanges: readonly ConfigChange[] = [
  changeOf(),
  changeOf({
    path: 'channels.telegram.botToken',
    before: masked,
    after: masked,
    effect: 'hot',
    risk: 'medium',
    why: 'The secret stands in plain text in the file.',
  }),
  changeOf({
    path: 'channels.whatsapp.allowFrom',
    before: '["+491511111111","+491522222222"]',
    after: '["+491511111111","*"]',
    effect: 'hot',
    risk: 'high',
    why: 'Anybody is let in.',
  }),
  changeOf({
    path: 'logging.level',
    before: null,
    after: '"debug"',
    kind: 'added',
    effect: 'none',
    risk: 'low',
    why: null,
  }),
  changeOf({
    path: 'models.providers.openrouter',
    kind: 'removed',
    before: `{"baseUrl":"https://openrouter.ai/api/v1","apiKey":${masked},"models":["a/large-model","b/small-model"]}`,
    after: null,
    effect: 'hot',
    risk: 'low',
    why: null,
  }),
  changeOf({
    path: 'agents.defaults.systemPrompt',
    before: '"You are a careful person who answers in short sentences."',
    after: JSON.stringify('Answer in short sentences, and say what you do not know. '.repeat(12)),
    effect: 'none',
    risk: 'low',
    why: null,
  }),
]

/** As many as the agent lists. */
export const manyChanges: readonly ConfigChange[] = Array.from({ length: 500 }, (_, index) =>
  changeOf({
    path: `agents.entries.helper-${index + 1}.model`,
    before: '"a/large-model"',
    after: '"b/small-model"',
    effect: index % 9 === 0 ? 'restart' : 'hot',
    risk: index % 100 === 7 ? 'high' : index % 20 === 3 ? 'medium' : 'low',
    why: index % 100 === 7 ? 'Anybody is let in.' : null,
  }),
)
