import { dirname, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import type { Installation } from '../locate/installation.ts'
import { type LogEvent, logEvents } from './log-events.ts'

const tailBytes = 512 * 1024

export interface LogReader {
  /** Milestones in the last part of the log file; null when it did not change since the last call or cannot be read. */
  readIfChanged(installation: Installation, logFile: string | null): Promise<LogEvent[] | null>
  read(installation: Installation, logFile: string | null): Promise<LogEvent[]>
}

/**
 * Reads the log file that the config names. Without one MoltBot writes to a file that all gateways of the host share, and
 * nobody could say whose lines are whose.
 */
export function createLogReader(host: Host): LogReader {
  let stamp = ''
  const stampOf = async (path: string): Promise<string> => {
    const facts = await host.files.facts(path).catch(() => null)
    return facts ? `${path} ${facts.inode} ${facts.size} ${facts.modifiedAt}` : `${path} none`
  }
  const read: LogReader['read'] = async (installation, logFile) => {
    const path = await canonical(host, logFile)
    if (path === null) return []
    stamp = await stampOf(path)
    // A log that may not be read tells nothing; what it would have told is then not known.
    const options = { ownerUid: installation.ownerUid, maxBytes: tailBytes, fromEnd: true }
    const text = await host.files.readText(path, options).catch(() => null)
    return text === null ? [] : logEvents(text)
  }
  return {
    read,
    async readIfChanged(installation, logFile) {
      const path = await canonical(host, logFile)
      if (path === null || (await stampOf(path)) === stamp) return null
      return read(installation, logFile)
    },
  }
}

async function canonical(host: Host, logFile: string | null): Promise<string | null> {
  if (!logFile?.startsWith('/')) return null
  const folder = await host.files.resolve(dirname(logFile)).catch(() => null)
  return folder === null ? null : join(folder, logFile.slice(dirname(logFile).length + 1))
}
