import { iso, now } from '../../../../test/fixtures.ts'
import type { Config, ConfigError } from '../config-queries.ts'
import type { Setting } from '../settings/setting-index.ts'

export const mask = '__MASK__'

export const settingOf = (path: string, changes: Partial<Setting> = {}): Setting => ({
  path,
  type: 'string',
  title: null,
  help: null,
  group: null,
  sensitive: false,
  advanced: true,
  essential: false,
  enum: null,
  default: null,
  effect: 'none',
  ...changes,
})

export const findingOf = (path: string, changes: Partial<ConfigError> = {}): ConfigError => ({
  path,
  message: `Something about ${path}.`,
  severity: 'error',
  code: 'wrong_type',
  line: null,
  column: null,
  ...changes,
})

export const document = {
  gateway: { mode: 'local', port: 18_789, bind: 'loopback', auth: { mode: 'token', token: mask } },
  channels: { telegram: { enabled: true, botToken: mask, allowFrom: ['tg:1001', 'tg:1002'] } },
  models: { providers: { local: { baseUrl: 'http://127.0.0.1:8080' } } },
}

export const configOf = (changes: Partial<Config> = {}): Config => ({
  instance_id: 'in_5fQ2',
  path: '/home/anna/.openclaw/openclaw.json',
  config: document,
  text: `// The gateway of the house.\n${JSON.stringify(document, null, 2)}\n`,
  mask,
  secrets: ['gateway.auth.token', 'channels.telegram.botToken'],
  hash: 'sha256:3f1a',
  valid: true,
  pending_invalid_edit: false,
  issues: [],
  version: '2026.9.6',
  has_comments: true,
  trial: null,
  read_at: iso(now - 4000),
  ...changes,
})

/** A few settings of every kind. */
export const settings: Setting[] = [
  settingOf('gateway.port', {
    type: 'integer',
    title: 'Gateway port',
    help: 'TCP port of the gateway. Pick one that nothing else on this host uses.',
    group: 'Gateway',
    essential: true,
    advanced: false,
    default: '18789',
    effect: 'restart',
  }),
  settingOf('gateway.bind', {
    type: 'choice',
    title: 'Gateway bind mode',
    help: 'Which network interfaces it listens on.',
    group: 'Gateway',
    essential: true,
    advanced: false,
    enum: ['auto', 'lan', 'loopback'],
    effect: 'restart',
  }),
  settingOf('gateway.auth.token', {
    type: 'secret',
    title: 'Gateway token',
    group: 'Gateway',
    sensitive: true,
    essential: true,
    advanced: false,
    effect: 'restart',
  }),
  settingOf('gateway.auth.rateLimit.maxAttempts', { type: 'number', group: 'Gateway', effect: 'restart' }),
  settingOf('gateway.tls.enabled', { type: 'boolean', title: 'TLS', group: 'Gateway', default: 'false' }),
  settingOf('models.providers', { type: 'map', title: 'Providers', group: 'Models', advanced: false }),
  settingOf('models.providers.*.baseUrl', { title: 'Base URL', group: 'Models', essential: true, advanced: false }),
  settingOf('models.providers.*.models', { type: 'list of object', title: 'Models', group: 'Models' }),
  settingOf('models.providers.*.models[].id', { title: 'Model id', group: 'Models' }),
  settingOf('channels.telegram.enabled', {
    type: 'boolean',
    title: 'Telegram enabled',
    group: 'Channels',
    essential: true,
    advanced: false,
    effect: 'hot',
  }),
  settingOf('channels.telegram.botToken', {
    type: 'secret',
    title: 'Telegram bot token',
    group: 'Channels',
    sensitive: true,
    essential: true,
    advanced: false,
    effect: 'hot',
  }),
  settingOf('channels.telegram.allowFrom', {
    type: 'list of string or number',
    title: 'Telegram allowed senders',
    group: 'Channels',
    essential: true,
    advanced: false,
    effect: 'hot',
  }),
  settingOf('channels.telegram.accounts.*.name', { title: 'Account name', group: 'Channels' }),
  settingOf('env.vars', { type: 'map', title: 'Environment variables', group: 'Environment', advanced: false }),
  settingOf('hooks.filter', { type: 'string or object', title: 'Hook filter', group: 'Hooks' }),
]
