import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The last lines of a file from GNU tail, started for them. */
export async function tailLines(path: string, lines: number): Promise<string> {
  const { stdout } = await run('tail', ['-n', String(lines), path], { maxBuffer: 2 ** 30 })
  return stdout
}

/** Somebody who tells each line that is written to a log, as soon as it is heard of. */
export interface LineHearer {
  next(): Promise<string>
  stop(): Promise<void>
}

/** `tail -F`, which also goes on when the file is put aside. It hears from the line on that is written first. */
export async function tailFollow(path: string, writeFirst: () => void): Promise<LineHearer> {
  const child = spawn('tail', ['-n', '1', '-F', path], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  // The last line that is there says that it has begun, the next that it listens.
  await next()
  writeFirst()
  await next()
  return {
    next,
    async stop() {
      const ended = once(child, 'close')
      child.kill()
      await ended
    },
  }
}
