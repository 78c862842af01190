import type { Listener } from '../../host.ts'
import { linkProc, listProc, processIds, readProc } from './read-proc.ts'
import { parseSocketTable, type SocketRow } from './socket-table.ts'

interface Holder {
  pid: number
  descriptor: string
}

/** Finds who listens, and remembers where it found a socket so that the next look is one readlink. */
export function createListenerTable(): {
  listeners(ports?: number[]): Listener[]
  peerUid(localPort: number, remotePort: number): number | null
} {
  const known = new Map<string, Holder>()

  const holderOf = (inode: string): number | null => {
    const link = `socket:[${inode}]`
    const before = known.get(inode)
    if (before && linkProc(`${before.pid}/fd/${before.descriptor}`) === link) return before.pid
    known.delete(inode)
    for (const pid of likelyFirst(processIds(), known)) {
      const descriptor = listProc(`${pid}/fd`).find((name) => linkProc(`${pid}/fd/${name}`) === link)
      if (descriptor === undefined) continue
      if (known.size > 1000) known.clear()
      known.set(inode, { pid, descriptor })
      return pid
    }
    return null
  }

  return {
    listeners: (ports) =>
      sockets()
        .filter(({ state, port }) => state === 'listen' && (ports?.includes(port) ?? true))
        .map(({ port, address, uid, inode }) => ({ port, address, uid, pid: holderOf(inode) })),
    peerUid: (localPort, remotePort) =>
      sockets().find(
        (row) => row.state === 'established' && row.port === remotePort && row.remotePort === localPort && isOurs(row),
      )?.uid ?? null,
  }
}

function sockets(): SocketRow[] {
  return ['net/tcp', 'net/tcp6'].flatMap((table) => parseSocketTable(readProc(table) ?? ''))
}

/** Between the one address that the agent listens on: another user may have the same two ports on other loopback addresses. */
function isOurs({ address, remoteAddress }: SocketRow): boolean {
  return address === '127.0.0.1' && remoteAddress === '127.0.0.1'
}

/** Processes that held a socket before come first: a gateway listens on two, one per address family. */
function likelyFirst(pids: number[], known: Map<string, Holder>): number[] {
  const likely = new Set([...known.values()].map(({ pid }) => pid))
  return [...pids.filter((pid) => likely.has(pid)), ...pids.filter((pid) => !likely.has(pid)).reverse()]
}
