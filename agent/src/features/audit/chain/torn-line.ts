import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Disk } from './disk.ts'

/** What a crash left of a line that was never acknowledged. */
export interface TornLine {
  offset: number
  bytes: number
  /** Name of the copy beside the log. */
  keptAs: string
}

const windowBytes = 64 * 1024
const mostKept = 1024 * 1024

/**
 * Cuts an unfinished last line off, after keeping a copy (of at most 1 MiB) beside the log: nothing that was in the log
 * is ever just deleted. Null when the file ends with a whole line.
 */
export async function cutTornLine(path: string, copyName: string, disk: Disk): Promise<TornLine | null> {
  const file = await open(path, constants.O_RDWR | constants.O_NOFOLLOW)
  try {
    const { size } = await file.stat()
    const offset = await endOfLines(file, size)
    if (offset === size) return null
    const kept = Buffer.alloc(Math.min(size - offset, mostKept))
    const { bytesRead } = await file.read(kept, 0, kept.length, offset)
    await keep(join(dirname(path), copyName), kept.subarray(0, bytesRead))
    disk.syncDirectory(dirname(path))
    await file.truncate(offset)
    await file.datasync()
    return { offset, bytes: size - offset, keptAs: copyName }
  } finally {
    await file.close()
  }
}

async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const copy = await open(path, 'wx', 0o600)
  try {
    await copy.writeFile(bytes)
    await copy.sync()
  } finally {
    await copy.close()
  }
}

/** The byte after the last line feed. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  const bytes = Buffer.allocUnsafe(windowBytes)
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - windowBytes)
    const { bytesRead } = await file.read(bytes, 0, end - from, from)
    const feed = bytes.subarray(0, bytesRead).lastIndexOf(10)
    if (feed !== -1) return from + feed + 1
    end = from
  }
  return 0
}
