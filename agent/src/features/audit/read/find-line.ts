import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { longestLine } from '../verify/each-line.ts'
import { jsonObject } from '../verify/jws.ts'

/** The part of the log that is durable: its files in order, and where the last one ends. */
export interface LogExtent {
  directory: string
  files: readonly string[]
  /** Bytes of the last file that are durable. */
  lastSize: number
}

export interface PlacedLine {
  /** Index of the file. */
  file: number
  offset: number
  seq: number
  text: string
}

/** A window holds at least one line of usual length; a longer one takes several steps. */
const windowBytes = 64 * 1024

export async function sizeOf({ files, lastSize }: LogExtent, index: number, file: FileHandle): Promise<number> {
  return index === files.length - 1 ? lastSize : (await file.stat()).size
}

/** The first entry with this number or a later one; null when all are earlier. Reads a few lines of a log of any size. */
export async function findLine(extent: LogExtent, seq: number): Promise<PlacedLine | null> {
  for (let index = await fileOf(extent, seq); index < extent.files.length; index++) {
    const found = await inFile(extent, index, (file, size) => searchFile(file, size, seq))
    if (found !== null) return { ...found, file: index }
  }
  return null
}

/** The last file whose first entry is not later than `seq`. */
async function fileOf(extent: LogExtent, seq: number): Promise<number> {
  let low = 0
  let high = extent.files.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const first = await inFile(extent, middle, (file, size) => lineAfter(file, 0, size))
    if (first === null || first.seq > seq) high = middle - 1
    else low = middle
  }
  return low
}

type Line = Omit<PlacedLine, 'file'>

async function searchFile(file: FileHandle, size: number, seq: number): Promise<Line | null> {
  let low = 0
  let high = size
  while (high - low > windowBytes) {
    const middle = low + Math.floor((high - low) / 2)
    const line = await lineAfter(file, middle, size)
    if (line === null || line.seq >= seq || line.offset >= high) high = middle
    else low = line.offset
  }
  for (
    let line = await lineAfter(file, low, size);
    line !== null;
    line = await lineAfter(file, endOf(line) - 1, size)
  ) {
    if (line.seq >= seq) return line
  }
  return null
}

function endOf({ offset, text }: Line): number {
  return offset + Buffer.byteLength(text) + 1
}

/** The first whole entry that begins at `from` (0) or after the first line feed behind it. Damaged lines are passed over. */
async function lineAfter(file: FileHandle, from: number, size: number): Promise<Line | null> {
  let start = from === 0 ? 0 : await feedAfter(file, from, size)
  while (start !== -1 && start < size) {
    const text = await readLine(file, start, size)
    if (text === null) return null
    const seq = jsonObject(text)?.seq
    if (typeof seq === 'number') return { offset: start, seq, text }
    start = await feedAfter(file, start, size)
  }
  return null
}

/** The byte after the next line feed; -1 when there is none. */
async function feedAfter(file: FileHandle, from: number, size: number): Promise<number> {
  const bytes = Buffer.allocUnsafe(windowBytes)
  for (let start = from; start < size; start += windowBytes) {
    const { bytesRead } = await file.read(bytes, 0, Math.min(windowBytes, size - start), start)
    const feed = bytes.subarray(0, bytesRead).indexOf(10)
    if (feed !== -1) return start + feed + 1
  }
  return -1
}

async function readLine(file: FileHandle, start: number, size: number): Promise<string | null> {
  for (let length = 8 * 1024; length <= 2 * longestLine; length *= 4) {
    const bytes = Buffer.allocUnsafe(Math.min(length, size - start))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
    const feed = bytes.subarray(0, bytesRead).indexOf(10)
    if (feed !== -1) return bytes.toString('utf8', 0, feed)
    if (start + length >= size) return null
  }
  return ''
}

async function inFile<T>(
  extent: LogExtent,
  index: number,
  use: (file: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  const file = await open(join(extent.directory, extent.files[index] ?? ''), 'r')
  try {
    return await use(file, await sizeOf(extent, index, file))
  } finally {
    await file.close()
  }
}
