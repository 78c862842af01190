import { alignItems } from '../text/align-items.ts'

/** One line of two texts side by side. `line` is its number in the new text, or in the old one where it was removed. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed' | 'skipped'
  text: string
  line: number | null
}

const context = 3
const maxLines = 5000
const maxLength = 500

/** Lines that differ with a few around them; what is left out is one `skipped` line that says how many. */
export function diffLines(before: string, after: string): DiffLine[] {
  const old = before.split(/\r?\n/)
  const next = after.split(/\r?\n/)
  let to = 0
  const all = alignItems(old, next).flatMap((step): DiffLine[] => {
    if (step.kind === 'keep') return [line('same', old[step.from], ++to)]
    if (step.kind === 'drop') return [line('removed', old[step.from], step.from + 1)]
    to++
    if (step.kind === 'add') return [line('added', next[step.to], to)]
    return [line('removed', old[step.from], step.from + 1), line('added', next[step.to], to)]
  })
  return withoutFarLines(groupChanges(all)).slice(0, maxLines)
}

function line(kind: DiffLine['kind'], text: string | undefined, number: number | null): DiffLine {
  return { kind, text: (text ?? '').slice(0, maxLength), line: number }
}

/** Of neighbours that changed, first all that went and then all that came. */
function groupChanges(lines: readonly DiffLine[]): DiffLine[] {
  const grouped: DiffLine[] = []
  let run: DiffLine[] = []
  const flush = () => {
    grouped.push(...run.filter(({ kind }) => kind === 'removed'), ...run.filter(({ kind }) => kind === 'added'))
    run = []
  }
  for (const one of lines) {
    if (one.kind !== 'same') run.push(one)
    else {
      flush()
      grouped.push(one)
    }
  }
  flush()
  return grouped
}

function withoutFarLines(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Uint8Array(lines.length)
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'same') near.fill(1, Math.max(0, index - context), index + context + 1)
  }
  const shown: DiffLine[] = []
  let skipped = 0
  const flush = () => {
    if (skipped > 0) shown.push(line('skipped', `${skipped} ${skipped === 1 ? 'line' : 'lines'}`, null))
    skipped = 0
  }
  for (const [index, one] of lines.entries()) {
    if (near[index] === 0) skipped++
    else {
      flush()
      shown.push(one)
    }
  }
  flush()
  return shown
}
