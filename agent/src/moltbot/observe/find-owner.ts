import { type Host, HostError, type ProcessFacts } from '../../host/host.ts'
import { type Lock, readLocks } from '../gateway/lock.ts'
import type { Installation } from '../locate/installation.ts'

export interface OwnerFinding {
  lock: Lock | null
  process: ProcessFacts | null
  unreadable: string | null
}

/** A process by what names it for ever. */
export interface ProcessName {
  pid: number
  startTicks: number
}

/**
 * Who holds the installation: the lock whose process is alive, else the newest. A gateway gives its lock back a second
 * before its process ends, and for an instant while it restarts inside, so the owner before stays it as long as it lives.
 */
export async function findOwner(
  host: Host,
  installation: Installation,
  before: ProcessName | null,
): Promise<OwnerFinding> {
  let locks: Lock[]
  try {
    locks = installation.ownerUid < 0 ? [] : await readLocks(host, installation)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { lock: null, process: null, unreadable: error.message }
  }
  const newest = [...locks].sort((a, b) => b.createdAt - a.createdAt)
  for (const lock of newest) {
    const process = await alive(host, lock)
    if (process) return { lock, process, unreadable: null }
  }
  const process = before && (await alive(host, before))
  return { lock: newest[0] ?? null, process, unreadable: null }
}

async function alive(host: Host, { pid, startTicks }: ProcessName): Promise<ProcessFacts | null> {
  const facts = await host.processes.facts(pid)
  return facts && facts.startTicks === startTicks && facts.state !== 'zombie' ? facts : null
}
