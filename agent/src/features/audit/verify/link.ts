import { hash } from 'node:crypto'

/** `"hash":"<64 digits>",` as it stands in a line. */
const fieldLength = 74
const hashLength = 64
const afterHash = Buffer.from('"instance_id":')
const fieldStart = Buffer.from('"hash":"')
const quote = 0x22
const comma = 0x2c
/** No entry has less before its `instance_id`, so the search may begin there. */
const shortestBefore =
  '{"action":"","actor":{"device":null,"role":null,"subject":"","via":""},"agent_id":"","approval_signature":null,"at":"","correlation":{"confirmation_id":null,"intended_seq":null,"job_id":null},"detail":null,'
    .length

/**
 * Where `"instance_id":` of a line stands: its own hash is right before it. It is the first place with these bytes, as
 * a quotation mark inside a text has a backslash before it; a hash that was moved elsewhere in the line is not found.
 * -1 for a line that is no entry.
 */
export function findAfterHash(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf(afterHash, start + shortestBefore)
  if (at === -1 || at >= end) return -1
  const field = at - fieldLength
  if (field < start + shortestBefore || bytes[at - 2] !== quote || bytes[at - 1] !== comma) return -1
  // These bytes are in no hash, so each is compared; one by one, because a call costs more than the comparison.
  for (let index = 0; index < fieldStart.length; index++) {
    if (bytes[field + index] !== fieldStart[index]) return -1
  }
  return at
}

/**
 * Whether `hash` of the line is SHA-256 over `prevHash` and the line without its hash; the hash, or null. Nothing is
 * parsed and nothing copied out: the bytes before the hash are moved over it, with `prevHash` in front of them.
 * Afterwards the line is spoilt; when it does not hold it is as before.
 */
export function checkLink(bytes: Buffer, start: number, end: number, at: number, prevHash: string): string | null {
  const field = at - fieldLength
  const stated = bytes.toString('latin1', field + 8, field + 8 + hashLength)
  const begin = start + fieldLength - hashLength
  bytes.copyWithin(start + fieldLength, start, field)
  bytes.write(prevHash, begin, hashLength, 'latin1')
  const own = hash('sha256', bytes.subarray(begin, end), 'hex')
  if (own === stated) return own
  bytes.copyWithin(start, start + fieldLength, at)
  bytes.write(`"hash":"${stated}",`, field, fieldLength, 'latin1')
  return null
}
