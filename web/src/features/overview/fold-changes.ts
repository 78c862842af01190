import type { ChangeRow } from './overview-model.ts'

const closeMs = 600_000

/**
 * What happens again and again is told once, with how often: a loop of starts must not push everything else off the
 * list. Takes and gives the newest first; the newest of its kind stays where it is. A pause of ten minutes ends a row.
 */
export function foldChanges(changes: readonly ChangeRow[]): ChangeRow[] {
  const rows: ChangeRow[] = []
  const open = new Map<string, ChangeRow>()
  let last = Number.POSITIVE_INFINITY
  for (const change of changes) {
    if (last - change.at > closeMs) open.clear()
    last = change.at
    const key = JSON.stringify([change.title, change.detail, change.by])
    const newer = open.get(key)
    if (newer !== undefined) {
      newer.times += change.times
      continue
    }
    const row = { ...change }
    open.set(key, row)
    rows.push(row)
  }
  return rows
}
