/** `"instance_id":`, which `findAfterHash` finds. */
const nameLength = 14
const betweenLength = ',"outcome":"'.length
const quote = 0x22
const longestOutcome = 16
const beforeSeq = Buffer.from(',"seq":')
const own = Buffer.from('{"action":"audit.')

/** The outcome of an entry, read from its bytes: `at` is where its `instance_id` stands. */
export function outcomeOf(bytes: Buffer, at: number): string {
  const start = outcomeStart(bytes, at)
  return bytes.toString('latin1', start, endOfText(bytes, start, longestOutcome))
}

/** Whether it is `approved` or `denied`, the outcomes that carry a signature: by their first letter, which no other has. */
export function isDecision(bytes: Buffer, at: number): boolean {
  const letter = bytes[outcomeStart(bytes, at)]
  return letter === 0x61 || letter === 0x64
}

function outcomeStart(bytes: Buffer, at: number): number {
  const place = at + nameLength
  const end = bytes[place] === quote ? endOfText(bytes, place + 1, 256) + 1 : place + 'null'.length
  return end + betweenLength
}

function endOfText(bytes: Buffer, start: number, most: number): number {
  let end = start
  while (bytes[end] !== quote && end - start < most) end += 1
  return end
}

/** Whether it is an entry of the log about itself: files, signers, damage. */
export function speaksOfTheLog(bytes: Buffer, start: number): boolean {
  // The sixth letter decides nearly always.
  return bytes[start + own.length - 1] === 0x2e && bytes.compare(own, 0, own.length, start, start + own.length) === 0
}

/** The number of the entry that ends before `end`: nothing behind it has such a member. NaN when there is none. */
export function seqOf(bytes: Buffer, end: number): number {
  const at = bytes.lastIndexOf(beforeSeq, end) + beforeSeq.length
  return Number.parseInt(bytes.toString('latin1', at, Math.min(end, at + 16)), 10)
}
