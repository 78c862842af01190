import { createHash } from 'node:crypto'
import JSON5 from 'json5'
import { judgeSettings } from './schema.ts'

/** How the file on disk differs from the good one; what a scenario says about the configuration. */
export interface ConfigWishes {
  /** A key that no version knows, put into `gateway`. */
  unknownKey?: string
  /** The file ends in the middle, as after a broken write. */
  truncated?: boolean
  /** Which of the machine's gateway tokens the file holds; a change of it is hot-applied unless `reload` is off. */
  token?: 'first' | 'second'
  reload?: 'hybrid' | 'off'
}

export interface ConfigValues {
  port: number
  logFile: string
  token: string
  telegramToken: string | null
}

/** The configuration as a person wrote it: JSON5 with comments and trailing commas. */
export function renderConfig(values: ConfigValues, wishes: ConfigWishes): string {
  const lines = [
    '{',
    '  // The gateway answers on this machine only.',
    '  gateway: {',
    "    mode: 'local',",
    `    port: ${values.port},`,
    "    bind: 'loopback',",
    `    auth: { mode: 'token', token: '${values.token}' },`,
    ...(wishes.reload === 'off' ? ["    reload: { mode: 'off' },"] : []),
    ...(wishes.unknownKey ? [`    ${wishes.unknownKey}: true,`] : []),
    '  },',
    '  /* Kept small: five old files stay beside it. */',
    `  logging: { file: '${values.logFile}', level: 'info', maxFileBytes: ${maxLogBytes} },`,
    '  update: { checkOnStart: false },',
    ...(values.telegramToken === null
      ? []
      : [
          '  channels: {',
          `    telegram: { enabled: true, botToken: '${values.telegramToken}', dmPolicy: 'pairing', groupPolicy: 'allowlist' },`,
          '  },',
        ]),
    '}',
    '',
  ]
  return wishes.truncated ? `${lines.slice(0, 4).join('\n')}\n` : lines.join('\n')
}

/** Size at which the log file is put aside, as written into the configuration. */
export const maxLogBytes = 2_097_152

export interface ConfigIssue {
  /** Dotted; empty for the whole. */
  path: string
  message: string
  allowedValues?: string[]
}

export type JsonObject = Record<string, unknown>

export interface JudgedConfig {
  valid: boolean
  issues: ConfigIssue[]
  /** Null unless valid. */
  document: JsonObject | null
  token: string | null
  /** The bind mode; loopback when the file names none. */
  bind: string
  reload: 'hybrid' | 'off'
  hash: string
}

const object = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Judges a file as MoltBot does: it must parse, hold no key that this version does not know, and fit its schema. */
export function judgeConfig(raw: string): JudgedConfig {
  const hash = hashOf(raw)
  const invalid = (issues: ConfigIssue[]): JudgedConfig => ({
    valid: false,
    issues,
    document: null,
    token: null,
    bind: 'loopback',
    reload: 'hybrid',
    hash,
  })
  let parsed: unknown
  try {
    parsed = JSON5.parse(raw)
  } catch (error) {
    return invalid([{ path: '', message: `JSON5 parse failed: ${error}` }])
  }
  const issues = judgeSettings(parsed)
  const document = object(parsed)
  if (issues.length > 0 || document === null) return invalid(issues)
  const gateway = object(document.gateway) ?? {}
  return {
    valid: true,
    issues,
    document,
    token: text(object(gateway.auth)?.token),
    bind: text(gateway.bind) ?? 'loopback',
    reload: object(gateway.reload)?.mode === 'off' ? 'off' : 'hybrid',
    hash,
  }
}

/** What a start needs to know before it judges the file: a broken one has neither. */
export function readPlaces(raw: string | null): { port: number | null; logFile: string | null } {
  try {
    const document = object(JSON5.parse(raw ?? '{}'))
    const port = object(document?.gateway)?.port
    return { port: typeof port === 'number' ? port : null, logFile: text(object(document?.logging)?.file) }
  } catch {
    return { port: null, logFile: null }
  }
}

/** MoltBot signs with a key of its own, so nobody can compare the hash with the file: only its form is real. */
export function hashOf(raw: string): string {
  return `hmac-sha256:v1:${createHash('sha256').update(`config:${raw}`).digest('base64url')}`
}

const secretKeys = new Set(['token', 'botToken', 'password', 'apiKey'])

/** The same document with every secret replaced by the mark that MoltBot uses. */
export function redactConfig(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactConfig)
  const fields = object(value)
  if (fields === null) return value
  const shown = ([key, field]: [string, unknown]) => [key, secretKeys.has(key) ? redactedMark : redactConfig(field)]
  return Object.fromEntries(Object.entries(fields).map(shown))
}

export const redactedMark = '__OPENCLAW_REDACTED__'

/** Replaces the secrets of a file's own text, comments and all. */
export function redactRaw(raw: string): string {
  return raw.replace(/\b(token|botToken|password|apiKey)(\s*:\s*)'[^']*'/g, `$1$2'${redactedMark}'`)
}
