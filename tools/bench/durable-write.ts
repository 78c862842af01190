import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface DurableWrite {
  /** Appends so many bytes and waits for the disk. */
  write(bytes: number): void
  dispose(): void
}

/** The least that a durable record costs on this disk, in the folder in which the agents of a bench keep theirs. */
export function openDurableWrite(): DurableWrite {
  const folder = mkdtempSync(join(tmpdir(), 'durable-write-'))
  const file = openSync(join(folder, 'bytes'), 'a', 0o600)
  return {
    write(bytes) {
      writeSync(file, Buffer.alloc(bytes, 120))
      fdatasyncSync(file)
    },
    dispose() {
      closeSync(file)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
