/**
 * The sections of MoltBot's configuration (2026.9.6) and, where the simulation checks them, the keys inside; null where
 * any key is taken.
 */
export const configSections: Record<string, string[] | null> = {
  meta: null,
  env: null,
  wizard: null,
  diagnostics: null,
  logging: ['level', 'file', 'maxFileBytes', 'consoleLevel', 'consoleStyle', 'redactSensitive', 'redactPatterns'],
  update: ['channel', 'checkOnStart', 'auto'],
  telemetry: null,
  browser: null,
  ui: null,
  secrets: null,
  auth: null,
  accessGroups: null,
  acp: null,
  models: null,
  nodeHost: null,
  agents: null,
  worktreeRoot: null,
  worktreeAcceleration: null,
  tools: null,
  security: null,
  bindings: null,
  broadcast: null,
  attachments: null,
  messages: null,
  tts: null,
  commands: null,
  approvals: null,
  session: null,
  cron: null,
  transcripts: null,
  hooks: null,
  channels: null,
  discovery: null,
  talk: null,
  gateway: ['port', 'mode', 'bind', 'customBindHost', 'publicOrigin', 'auth', 'reload', 'remote', 'tls', 'controlUi'],
  cloudWorkers: null,
  desktop: null,
  memory: null,
  mcp: null,
  skills: null,
  plugins: null,
  surfaces: null,
  proxy: null,
}

/** A small part of what `config.schema` answers: the sections, and `gateway` as far as the simulation knows it. */
export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {
    ...Object.fromEntries(Object.keys(configSections).map((section) => [section, { type: 'object' }])),
    gateway: {
      type: 'object',
      properties: {
        port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Gateway Port' },
        mode: {
          anyOf: [
            { type: 'string', const: 'local' },
            { type: 'string', const: 'remote' },
          ],
          title: 'Gateway Mode',
        },
        bind: {
          anyOf: ['auto', 'lan', 'loopback', 'custom', 'tailnet'].map((bind) => ({ type: 'string', const: bind })),
          title: 'Gateway Bind Mode',
        },
        auth: {
          type: 'object',
          properties: { mode: { type: 'string' }, token: { type: 'string' }, password: { type: 'string' } },
          additionalProperties: false,
        },
        reload: { type: 'object', properties: { mode: { type: 'string' } }, additionalProperties: false },
      },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
}

export const configHints = {
  gateway: { label: 'Gateway', group: 'Gateway', order: 30 },
  'gateway.auth.token': { label: 'Gateway Token', sensitive: true },
  'gateway.auth.password': { label: 'Gateway Password', sensitive: true },
  'channels.telegram.botToken': { label: 'Telegram Bot Token', sensitive: true },
}
