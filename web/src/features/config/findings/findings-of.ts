import type { ConfigError } from '../config-queries.ts'
import { type ConfigPath, formatPath, parsePath } from '../document/config-path.ts'
import type { SettingRow } from '../settings/expand-settings.ts'

/** Where each finding belongs: to its setting, or to the nearest one around it that is on the page. */
export function findingsByRow(
  findings: readonly ConfigError[],
  rows: ReadonlySet<string>,
): ReadonlyMap<string, readonly ConfigError[]> {
  const found = new Map<string, ConfigError[]>()
  for (const finding of findings) {
    const key = nearestRow(finding.path, rows)
    if (key === null) continue
    const others = found.get(key)
    if (others === undefined) found.set(key, [finding])
    else others.push(finding)
  }
  return found
}

/** The setting at a path, or the nearest around it; null where there is none. */
export function nearestRow(path: string, rows: ReadonlySet<string>): string | null {
  const parts: ConfigPath = parsePath(path)
  for (let length = parts.length; length > 0; length -= 1) {
    const key = formatPath(parts.slice(0, length))
    if (rows.has(key)) return key
  }
  return null
}

export function keysOf(rows: readonly SettingRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ key }) => key))
}
