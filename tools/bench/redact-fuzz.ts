import { parseArgs } from 'node:util'
import { createRedactor, rules } from '@moltbot-ops/redact'
import { seeded } from '../../redact/test/fake.ts'
import { generatedLog } from '../../redact/test/generated-text.ts'
import { redactOneByOne } from '../../redact/test/one-by-one.ts'

// Compares the fast path over bytes with all rules one after another, on generated logs cut into chunks anywhere.

const linesInLog = 2000
const knownValues = [['gate', 'Küche und "Bar"']] as const

const { values } = parseArgs({
  options: { lines: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const logs = Math.ceil(Number(values.lines) / linesInLog)
const random = seeded(Number(values.seed))
let bytes = 0
for (let i = 0; i < logs; i++) {
  const seed = Math.floor(random() * 2 ** 32)
  const log = generatedLog(seed, linesInLog)
  const expected = redactOneByOne(log, rules, knownValues)
  const stream = createRedactor({ knownValues }).bytes()
  const longest = 2 ** (4 + Math.floor(random() * 14))
  const parts: Uint8Array[] = []
  for (let at = 0; at < log.length; ) {
    const to = at + Math.ceil(random() * longest)
    parts.push(stream.push(log.subarray(at, to)))
    at = to
  }
  parts.push(stream.end())
  if (Buffer.compare(Buffer.concat(parts), expected) !== 0) {
    console.error(`The log of seed ${seed} (chunks up to ${longest} bytes) comes out differently.`)
    process.exit(1)
  }
  bytes += log.length
}
console.log(`${logs * linesInLog} lines, ${(bytes / 1e6).toFixed(0)} MB: no difference (seed ${values.seed})`)
