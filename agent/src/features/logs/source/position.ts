import { hash } from 'node:crypto'
import type { OpenLog } from '../../../host/host.ts'

/**
 * A place in a file that is found again under another name, in a copy, and not in another file that got the same inode:
 * it says what the file begins with and what stands before the place.
 */
export interface Place {
  inode: number
  /** When the file had last been written to, ms since 1970, at some time while it held the place. */
  modifiedAt: number
  /** Of the first 1024 bytes, or of all before the place where that is less. */
  head: string
  offset: number
  /** Of the 32 bytes before the place. */
  tail: number
}

/** The position before everything that a log has. */
export const beginning = '0'

const headBytes = 1024
const tailBytes = 32
/** Fewer bytes are the same in too many files to know a copy by them. */
const tellingBytes = 64

const form = /^1-([0-9a-z]{1,12})-([0-9a-z]{1,11})-([0-9a-f]{16})-([0-9a-z]{1,11})-([0-9a-z]{1,7})$/

/** Null for what no file source can have given. */
export function parsePosition(text: string): Place | null {
  const match = form.exec(text)
  if (match === null) return null
  const [, inode = '', modifiedAt = '', head = '', offset = '', tail = ''] = match
  const place = { inode: of(inode), modifiedAt: of(modifiedAt), head, offset: of(offset), tail: of(tail) }
  return Number.isSafeInteger(place.offset) ? place : null
}

function of(digits: string): number {
  return Number.parseInt(digits, 36)
}

/** Of the bytes before `end` in a buffer that reaches back 32 bytes, or to the beginning of the file. */
export function tailOf(buffer: Buffer, end: number): number {
  let sum = 0x811c9dc5
  for (let at = Math.max(0, end - tailBytes); at < end; at++) sum = Math.imul(sum ^ (buffer[at] ?? 0), 0x01000193)
  // 31 bits are a small number to the engine, which writes it three times as fast.
  return sum >>> 1
}

/** Writes positions in one file. */
export interface Positions {
  /** To be called before `at` is, for the greatest of its offsets. */
  cover(offset: number): Promise<void>
  /** `tail` is of the bytes before the offset. */
  at(offset: number, tail: number): string
  /** What the file began with when it was read: up to 1024 bytes. */
  head(): Buffer
}

export function createPositions(file: OpenLog, modifiedAt: number): Positions {
  let head: Buffer = Buffer.alloc(0)
  const start = `1-${file.inode.toString(36)}-${Math.max(0, modifiedAt).toString(36)}-`
  let usual = ''
  return {
    async cover(offset) {
      if (head.length >= Math.min(headBytes, offset)) return
      head = await bytesAt(file, 0, headBytes)
      usual = `${start}${printOf(head)}-`
    },
    at(offset, tail) {
      const before = offset >= headBytes ? usual : `${start}${printOf(head.subarray(0, offset))}-`
      return `${before}${offset.toString(36)}-${tail.toString(36)}`
    },
    head: () => head,
  }
}

/** True where the file holds the place: as that file, or as a copy of it. */
export async function holdsPlace(file: OpenLog, place: Place): Promise<boolean> {
  const { offset } = place
  if (file.inode !== place.inode && offset < tellingBytes) return false
  if ((await file.facts()).size < offset) return false
  const head = await bytesAt(file, 0, Math.min(headBytes, offset))
  if (printOf(head) !== place.head) return false
  const before = await bytesAt(file, Math.max(0, offset - tailBytes), Math.min(tailBytes, offset))
  return tailOf(before, before.length) === place.tail
}

/** True where so much of the file's beginning is as it was that only its end can have been cut off. */
export async function keepsHead(file: OpenLog, head: Buffer, size: number): Promise<boolean> {
  const length = Math.min(head.length, size)
  return length >= tellingBytes && head.subarray(0, length).equals(await bytesAt(file, 0, length))
}

/** Fewer bytes where the file ends before. */
export async function bytesAt(file: OpenLog, offset: number, length: number): Promise<Buffer> {
  const target = Buffer.allocUnsafe(length)
  return target.subarray(0, await file.read(target, offset))
}

function printOf(bytes: Buffer): string {
  return hash('sha256', bytes, 'hex').slice(0, 16)
}
