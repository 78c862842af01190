import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { ConfigDiff } from '../../moltbot/config/changes/diff-configs.ts'
import { diffLines } from '../../moltbot/config/changes/diff-lines.ts'
import { formatPath } from '../../moltbot/config/path.ts'
import type { SchemaIndex } from '../../moltbot/config/schema/schema-index.ts'
import type { Setting } from '../../moltbot/config/schema/settings.ts'
import { maskText } from '../../moltbot/config/secrets/mask-text.ts'
import type { PreparedChange } from './change/prepare-change.ts'
import type { VersionRow } from './history/version-store.ts'
import { type TrialRow, viewOf } from './trials.ts'

type Schemas = components['schemas']

export function diffView({
  current,
  before,
  after,
  hash,
  diff,
  commentsLost,
  policy,
}: PreparedChange): Schemas['ConfigDiff'] {
  const old = current?.reading.ok ? maskText(current.reading.config, policy).text : ''
  const lines = diffLines(old, maskText(after, policy).text)
  return {
    base_hash: current?.hash ?? '',
    hash,
    changes: changesOf(diff),
    effect: diff.effect,
    risk: diff.risk,
    comments_lost: commentsLost,
    lines: Object.keys(before).length === 0 && old === '' ? lines.filter(({ kind }) => kind === 'added') : lines,
  }
}

function changesOf({ changes }: ConfigDiff): Schemas['ConfigChange'][] {
  return changes.map((change) => ({ ...change, path: formatPath(change.path) }))
}

export function versionView(
  row: VersionRow,
  currentId: string | null,
  copies: ReadonlySet<string>,
): Schemas['ConfigVersion'] {
  return {
    hash: row.hash,
    at: isoTime(row.at),
    author: row.author,
    by: row.by_json === null ? null : JSON.parse(row.by_json),
    cause: row.cause,
    reason: row.reason,
    valid: row.valid === null ? null : row.valid === 1,
    size_bytes: row.size_bytes,
    changed_paths: JSON.parse(row.changed_paths_json),
    job_id: row.job_id,
    audit_event_id: row.audit_event_id,
    current: row.id === currentId,
    restorable: copies.has(row.hash),
  }
}

/** A trial with what was changed and by whom, where the history still knows. */
export function trialView(row: TrialRow, version: VersionRow | null): Schemas['ConfigTrial'] {
  return {
    ...viewOf(row),
    instance_id: row.instance_id,
    by: version?.by_json == null ? null : JSON.parse(version.by_json),
    reason: version?.reason ?? null,
    changed_paths: version === null ? [] : JSON.parse(version.changed_paths_json),
  }
}

const maxSubtreeSettings = 2000

/** A part of the schema by path, or settings found by words, or all of them. */
export function schemaView(
  index: SchemaIndex,
  { path = '', search, all }: { path?: string; search?: string; all?: boolean },
): Schemas['ConfigSchema'] | null {
  const total = index.settings().length
  const flat = (settings: readonly Setting[]) => {
    return { version: index.version, path, schema: null, ui_hints: {}, settings: [...settings], total }
  }
  if (search !== undefined) return flat(index.search(search))
  if (all) return flat(index.settings())
  const schema = index.subtree(path)
  if (schema === null) return null
  const pattern = patternOf(path)
  const inside = index
    .settings()
    .filter((setting) => (path === '' ? setting.essential : isInside(setting.path, pattern)))
  const settings = inside.slice(0, maxSubtreeSettings)
  return { version: index.version, path, schema, ui_hints: hintsOf(settings), settings, total }
}

function hintsOf(settings: readonly Setting[]): Record<string, unknown> {
  const hint = ({ title, help, group, sensitive, advanced, effect }: Setting) => ({
    label: title,
    help,
    group,
    sensitive,
    advanced,
    effect,
  })
  return Object.fromEntries(settings.map((setting) => [setting.path, hint(setting)]))
}

/** Chosen names and positions match what the list calls `*` and `[]`. */
function patternOf(path: string): string[] {
  return path
    .replaceAll(/\[\d*\]/g, '.[]')
    .split('.')
    .filter((part) => part !== '')
}

function isInside(path: string, pattern: readonly string[]): boolean {
  const parts = path.replaceAll('[]', '.[]').split('.')
  return parts.length >= pattern.length && pattern.every((part, index) => parts[index] === part || parts[index] === '*')
}
