import type { JsonObject } from './config.ts'

/** What a change of a setting means for a running gateway. */
export type ReloadKind = 'hot' | 'none' | 'restart'

/**
 * Rules of 2026.9.6, the longest prefix first wins: `hot` is applied by reloading a part, `none` is read whenever it is
 * needed, `restart` needs a new start. What no rule names needs a restart.
 */
const rules: readonly { kind: ReloadKind; prefixes: string[] }[] = [
  {
    kind: 'none',
    prefixes: [
      'gateway.remote',
      'gateway.reload',
      'meta',
      'wizard',
      'logging',
      'agents',
      'bindings',
      'messages',
      'session',
      'talk',
      'skills',
      'secrets',
      'ui',
    ],
  },
  {
    kind: 'hot',
    prefixes: [
      'gateway.auth.token',
      'gateway.auth.password',
      'gateway.auth.rateLimit',
      'gateway.auth.allowTailscale',
      'gateway.auth.trustedProxy',
      'gateway.trustedProxies',
      'gateway.http.endpoints',
      'gateway.tools',
      'gateway.terminal',
      'gateway.controlUi.enabled',
      'gateway.controlUi.allowedOrigins',
      'gateway.nodes.browser',
      'gateway.nodes.pairing',
      'gateway.publicOrigin',
      'diagnostics.enabled',
      'discovery.mdns.mode',
      'agents.defaults',
      'agents.entries',
      'models',
      'hooks',
      'cron',
      'mcp',
      'transcripts',
      'tools',
      'approvals.exec',
      'approvals.plugin',
      'auth.order',
      'auth.profiles',
      'broadcast',
      'memory.citations',
      'attachments.ttlHours',
      'update.checkOnStart',
      'update.channel',
      'update.auto.enabled',
      'telemetry.enabled',
      'plugins',
      'channels',
      'commands',
      'session.scope',
      'session.store',
      'messages.inbound',
    ],
  },
  { kind: 'restart', prefixes: ['mcp.apps', 'gateway', 'discovery'] },
]

const byLength = rules
  .flatMap(({ kind, prefixes }) => prefixes.map((prefix) => ({ kind, prefix })))
  .sort((one, other) => other.prefix.split('.').length - one.prefix.split('.').length)

const isAt = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}.`)

export function reloadKindOf(path: string): ReloadKind {
  return byLength.find(({ prefix }) => isAt(path, prefix))?.kind ?? 'restart'
}

const fieldsOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

/**
 * Dotted names of what differs. A whole section that came or went is one name, unless a rule tells its settings apart.
 */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  const isToldApart = byLength.some(({ prefix }) => path === '' || prefix.startsWith(`${path}.`))
  if ((left !== null && right !== null) || ((left !== null || right !== null) && isToldApart)) {
    const keys = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])
    return [...keys].flatMap((key) => changedPaths(left?.[key], right?.[key], path === '' ? key : `${path}.${key}`))
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path]
}
