import type { Start } from './find-place.ts'
import { finishedEnd } from './finished-end.ts'
import { type ForwardReader, openForward } from './forward-reader.ts'
import type { LogDirectory } from './log-directory.ts'
import type { RawLine, SourceChunk } from './log-source.ts'

export interface AfterDeps {
  directory: Pick<LogDirectory, 'list' | 'open'>
  now(): number
}

/** What one answer may hold; beyond, there is more. */
const maxTextLength = 16_777_216

/** Reads on from a place through the files that came after. Closes the file it is given. */
export async function readAfter(
  deps: AfterDeps,
  start: Start,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<{ chunks: SourceChunk[]; more: boolean }> {
  const chunks: SourceChunk[] = []
  const lines: RawLine[] = []
  const answer = (more: boolean) => {
    if (lines.length > 0) chunks.push({ kind: 'lines', lines: lines.slice(0, count) })
    return { chunks, more: more || lines.length > count }
  }
  let present: Start | null = start
  let isFirst = true
  while (present?.file) {
    const { file }: Start = present
    try {
      const reader = await openForward({ ...present, file })
      if (isFirst && start.gap) chunks.push({ kind: 'gap', gap: start.gap, position: await reader.position() })
      isFirst = false
      let textLength = 0
      while (lines.length <= count) {
        signal.throwIfAborted()
        const reading = await reader.next()
        if (reading.kind === 'replaced' || reading.bytes === 0) break
        for (const line of reading.lines) textLength += line.text.length
        lines.push(...reading.lines)
        if (textLength > maxTextLength) return answer(true)
      }
      if (lines.length > count) return answer(true)
      const next = await openNewer(deps, file.inode)
      if (next !== null || (await isFinished(deps, reader))) {
        const last = reader.flush()
        if (last) lines.push(last)
      }
      if (next === null) return answer(false)
      present = next
    } finally {
      await file.close()
    }
  }
  if (isFirst && start.gap) chunks.push({ kind: 'gap', gap: start.gap, position: null })
  return answer(false)
}

async function isFinished({ now }: AfterDeps, { file, pending }: ForwardReader): Promise<boolean> {
  if (pending() === 0) return false
  const facts = await file.facts()
  return (await finishedEnd(file, { ...facts, now: now() })) === facts.size
}

async function openNewer({ directory }: AfterDeps, inode: number): Promise<Start | null> {
  const files = await directory.list()
  const place = files.findIndex((file) => file.inode === inode)
  const next = place === -1 ? undefined : files[place + 1]
  if (next === undefined || next.size === 0) return null
  const file = await directory.open(next)
  return file && { file, path: next.path, offset: 0, modifiedAt: next.modifiedAt, gap: null }
}
