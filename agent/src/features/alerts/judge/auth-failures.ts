import { basename, dirname, join } from 'node:path'
import type { Files } from '../../../host/host.ts'
import { parseObject, textAt } from '../../../moltbot/json.ts'
import type { AlertSources } from './read-condition.ts'

export interface AuthFailuresDeps {
  files: Pick<Files, 'facts' | 'readText' | 'resolve'>
  /** The log file that the configuration of an instance names, and whose it is; null where none is known. */
  logOf(instanceId: string): { path: string; ownerUid: number } | null
}

/** More lines than fit in this are more refusals than any rule waits for. */
const tailBytes = 512 * 1024
const mostKnown = 64

/**
 * Counts in the log of MoltBot how often it let somebody not in: its gateway writes a line for each. The end of the file
 * is read again only after it changed. A log that cannot be read tells nothing.
 */
export function createAuthFailures({ files, logOf }: AuthFailuresDeps): AlertSources['authFailures'] {
  const known = new Map<string, { stamp: string; times: number[] }>()

  return async (instanceId, since) => {
    const log = logOf(instanceId)
    if (log === null) return null
    const folder = await files.resolve(dirname(log.path))
    if (folder === null) return null
    const path = join(folder, basename(log.path))
    const facts = await files.facts(path)
    if (facts === null) return null
    const stamp = `${path} ${facts.inode} ${facts.size} ${facts.modifiedAt}`
    const before = known.get(instanceId)
    if (before?.stamp === stamp) return countSince(before.times, since)
    const text = await files.readText(path, { ownerUid: log.ownerUid, maxBytes: tailBytes, fromEnd: true })
    if (text === null) return null
    const times = refusalsIn(text)
    const [oldest] = known.keys()
    if (known.size >= mostKnown && before === undefined && oldest !== undefined) known.delete(oldest)
    known.set(instanceId, { stamp, times })
    return countSince(times, since)
  }
}

const countSince = (times: number[], since: number) => times.filter((at) => at > since).length

/** When the gateway refused somebody, as the lines of its log tell (JSON Lines, seen on 2026.9.4 and 2026.9.6). */
export function refusalsIn(text: string): number[] {
  return text.split('\n').flatMap((line) => {
    if (!line.includes('unauthorized')) return []
    const entry = parseObject(line)
    const at = Date.parse(textAt(entry, 'time') ?? '')
    const isRefusal = /^(?:\[ws\] )?unauthorized\b/.test(textAt(entry, 'message', 200) ?? '')
    return isRefusal && !Number.isNaN(at) ? [at] : []
  })
}
