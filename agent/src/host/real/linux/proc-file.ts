import { closeSync, openSync, readSync } from 'node:fs'

/** A file of /proc that is kept open and read anew each time. */
export interface ProcFile {
  /** Bytes of the shared buffer that hold what it says now, valid until the next read of any file; 0 when it is gone. */
  read(buffer: Buffer): number
  close(): void
}

/** Opened with the first read. A file of a process that ended says nothing, also when its number is given out again. */
export function createProcFile(path: string): ProcFile {
  let descriptor: number | null = null
  const close = () => {
    if (descriptor !== null) closeSync(descriptor)
    descriptor = null
  }
  return {
    read(buffer) {
      try {
        descriptor ??= openSync(path, 'r')
        return readSync(descriptor, buffer, 0, buffer.length, 0)
      } catch {
        close()
        return 0
      }
    },
    close,
  }
}
