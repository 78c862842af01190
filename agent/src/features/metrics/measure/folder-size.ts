import type { Clock } from '../../../core/clock.ts'
import type { Files } from '../../../host/host.ts'
import { HostError } from '../../../host/host.ts'

/** Adds up a folder, a little at a time. */
export interface FolderSize {
  /** All its files together as of the last whole walk; null before one, and where a part of it could not be seen. */
  bytes(): number | null
  /** Goes on with the walk, or begins one when it is time to; nothing otherwise. */
  step(): Promise<void>
}

export interface FolderSizeDeps {
  files: Pick<Files, 'list' | 'facts' | 'resolve'>
  clock: Pick<Clock, 'monotonic'>
  path: string
}

const entriesAtOnce = 200
const longestStepMs = 20
const restMs = 60_000
/** The larger a folder is, the longer until it is walked again: a twentieth of the time at most goes into it. */
const restFactor = 20
const mostEntries = 200_000
/** `Files.list` gives no more names than this of one folder. */
const mostNames = 10_000

interface Walk {
  beganAt: number
  /** Paths that were named and not looked at, the next one last. */
  open: string[]
  seen: number
  bytes: number
  /** False once something could not be seen: a size that leaves it out would be a wrong one. */
  whole: boolean
}

/** Symlinks are not followed, so that no folder is counted twice and nobody leads the walk elsewhere. */
export function createFolderSize({ files, clock, path }: FolderSizeDeps): FolderSize {
  let walk: Walk | null = null
  let bytes: number | null = null
  let restsUntil = Number.NEGATIVE_INFINITY

  const begin = async (): Promise<Walk> => {
    const root = await files.resolve(path)
    const kind = root === null ? null : ((await files.facts(root))?.kind ?? null)
    const isFolder = root !== null && kind === 'directory'
    return { beganAt: clock.monotonic(), open: isFolder ? [root] : [], seen: 0, bytes: 0, whole: isFolder }
  }

  const visit = async (at: string, current: Walk) => {
    const facts = await files.facts(at)
    current.seen += 1
    if (facts === null) return
    if (facts.kind === 'file') current.bytes += facts.size
    if (facts.kind !== 'directory') return
    const names = await files.list(at)
    if (names.length >= mostNames || current.seen + current.open.length + names.length > mostEntries) {
      current.whole = false
      return
    }
    for (const name of names) current.open.push(`${at === '/' ? '' : at}/${name}`)
  }

  const end = (current: Walk) => {
    bytes = current.whole ? current.bytes : null
    walk = null
    restsUntil = clock.monotonic() + Math.max(restMs, restFactor * (clock.monotonic() - current.beganAt))
  }

  return {
    bytes: () => bytes,
    async step() {
      if (walk === null && clock.monotonic() < restsUntil) return
      const until = clock.monotonic() + longestStepMs
      const current = walk ?? (await begin().catch(unseen(clock)))
      walk = current
      for (let visited = 0; visited < entriesAtOnce && clock.monotonic() < until; visited++) {
        const next = current.open.pop()
        if (next === undefined) break
        await visit(next, current).catch((error: unknown) => {
          if (!(error instanceof HostError)) throw error
          current.whole = false
        })
      }
      if (current.open.length === 0) end(current)
    },
  }
}

/** A folder that may not be looked at is one of unknown size. */
function unseen(clock: Pick<Clock, 'monotonic'>): (error: unknown) => Walk {
  return (error) => {
    if (!(error instanceof HostError)) throw error
    return { beganAt: clock.monotonic(), open: [], seen: 0, bytes: 0, whole: false }
  }
}
