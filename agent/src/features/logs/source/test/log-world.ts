import { createFakeClock, type FakeClock } from '../../../../core/clock.fake.ts'
import type { LogFiles, OpenLog } from '../../../../host/host.ts'
import { createMemoryFiles, type MemoryFiles } from '../../../../host/simulated/memory-files.ts'
import { createFileSource } from '../file-source.ts'
import type { LogSource, RawLine, SourceChunk, SourceGap } from '../log-source.ts'

export const folder = '/home/anna/.openclaw/logs'
export const logPath = `${folder}/gateway.log`

/** A log in memory, the hands of those who write it, and somebody who follows it. */
export interface LogWorld {
  clock: FakeClock
  disk: MemoryFiles
  source: LogSource
  write(text: string): void
  /** As MoltBot does it: the file becomes `.1`, the fifth is deleted. */
  rotate(): void
  /** As logrotate does it with copytruncate. */
  copyTruncate(): void
  truncate(text?: string): void
  follow(position?: string | null): Follower
  /** How many files are open now. */
  open(): number
  /** Called each time the names in the folder are asked for, before the answer. */
  onList: () => void
  /** Called each time a file is opened, before it is. */
  onOpen: () => void
}

export interface Follower {
  chunks: SourceChunk[]
  lines(): RawLine[]
  texts(): string[]
  gaps(): SourceGap[]
  /** Resolves when so many lines were told. */
  told(lines: number): Promise<void>
  stop(): Promise<void>
}

export interface WorldWishes {
  logFile?: string | null
  profile?: string | null
}

export function createLogWorld({ logFile = logPath, profile = null }: WorldWishes = {}): LogWorld {
  const clock = createFakeClock()
  const disk = createMemoryFiles()
  let open = 0
  const counted = (log: OpenLog): OpenLog => {
    open += 1
    return {
      ...log,
      async close() {
        open -= 1
        await log.close()
      },
    }
  }
  const logFiles: LogFiles = {
    ...disk.logs,
    async open(path, options) {
      world.onOpen()
      const log = await disk.logs.open(path, options)
      return log === null ? null : counted(log)
    },
    async names(path, prefix) {
      world.onList()
      return disk.logs.names(path, prefix)
    },
  }
  const source = createFileSource({
    files: disk.files,
    logFiles,
    clock,
    installation: { ownerUid: 1000, profile },
    logFile: () => logFile,
  })
  const now = () => ({ uid: 1000, at: clock.now() })
  disk.makeDirectory(folder, now())
  const world: LogWorld = {
    clock,
    disk,
    source,
    onList: () => undefined,
    onOpen: () => undefined,
    write: (text) => disk.append(logPath, text, now()),
    rotate() {
      disk.remove(`${folder}/gateway.5.log`)
      for (let n = 4; n >= 1; n--) disk.rename(`${folder}/gateway.${n}.log`, `${folder}/gateway.${n + 1}.log`)
      disk.rename(logPath, `${folder}/gateway.1.log`)
    },
    copyTruncate() {
      disk.remove(`${logPath}.1`)
      disk.write(`${logPath}.1`, disk.read(logPath) ?? '', now())
      disk.write(logPath, '', now())
    },
    truncate: (text = '') => disk.write(logPath, text, now()),
    follow(position = null) {
      const chunks: SourceChunk[] = []
      const ending = new AbortController()
      const done = (async () => {
        for await (const chunk of source.follow(position, ending.signal)) chunks.push(chunk)
      })()
      const lines = () => chunks.flatMap((chunk) => (chunk.kind === 'lines' ? chunk.lines : []))
      return {
        chunks,
        lines,
        texts: () => lines().map(({ text }) => text),
        gaps: () => chunks.flatMap((chunk) => (chunk.kind === 'gap' ? [chunk.gap] : [])),
        async told(count) {
          while (lines().length < count) await settled()
        },
        stop() {
          ending.abort()
          return done
        },
      }
    },
    open: () => open,
  }
  return world
}

/** Until everything that waits for no clock has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((done) => setImmediate(done))
}

export const never = new AbortController().signal
