import { join } from 'node:path'
import type { Host } from '../../host/host.ts'
import { numberAt, parseObject, textAt } from '../json.ts'
import type { Installation } from '../locate/installation.ts'

/** What a gateway writes about itself when it takes its state directory. A new one is written at every start, also inside a process. */
export interface Lock {
  path: string
  pid: number
  /** Start of that process in clock ticks after boot; with the pid it is one process for ever. */
  startTicks: number
  /** New at every start. */
  ownerId: string
  /** Milliseconds since 1970. */
  createdAt: number
  port: number | null
  configPath: string | null
}

const maxLockBytes = 16 * 1024
const maxPlaces = 8
const lockName = /^gateway\.[\w.-]+\.lock$/

/** Parses a lock file. MoltBot pads it with white space so that it can be rewritten in place. */
export function parseLock(path: string, text: string): Lock | null {
  const lock = parseObject(text.trim())
  const pid = numberAt(lock, 'pid')
  const startTicks = numberAt(lock, 'startTime')
  const createdAt = Date.parse(textAt(lock, 'createdAt') ?? '')
  if (pid === null || startTicks === null || !Number.isInteger(pid) || pid <= 0 || Number.isNaN(createdAt)) return null
  const port = numberAt(lock, 'port')
  return {
    path,
    pid,
    startTicks,
    ownerId: textAt(lock, 'ownerId', 100) ?? '',
    createdAt,
    port: port !== null && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
    configPath: textAt(lock, 'configPath', 4096),
  }
}

/** All gateway locks of an installation: `tmp/openclaw-<uid>/gateway.state.lock` and one per config. */
export async function readLocks(host: Host, { stateDir, ownerUid }: Installation): Promise<Lock[]> {
  const temporary = join(stateDir, 'tmp')
  const folders = (await host.files.list(temporary)).filter((name) => /^openclaw-\d+$/.test(name)).slice(0, maxPlaces)
  const locks = await Promise.all(
    folders.map(async (folder) => {
      const names = (await host.files.list(join(temporary, folder))).filter((name) => lockName.test(name))
      return Promise.all(
        names.slice(0, maxPlaces).map(async (name) => {
          const path = join(temporary, folder, name)
          const text = await host.files.readText(path, { ownerUid, maxBytes: maxLockBytes })
          return text === null ? null : parseLock(path, text)
        }),
      )
    }),
  )
  return locks.flat().filter((lock) => lock !== null)
}
