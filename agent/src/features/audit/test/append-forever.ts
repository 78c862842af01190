import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createRealClock } from '../../../core/clock.real.ts'
import { createRealIds } from '../../../core/ids.real.ts'
import { loadKeys } from '../../../core/keys.ts'
import { createAuditLog } from '../audit-log.ts'
import { restart } from './audit-fixture.ts'

/**
 * A program that appends until it is killed. Each entry is told on stdout, `seq hash`, once it is acknowledged; what a
 * start closed as interrupted is told as `interrupted seq`.
 */
const root = String(process.argv[2])
const clock = createRealClock()
const keysFile = join(root, 'keys.json')
const secrets = {
  get: async () => {
    try {
      return readFileSync(keysFile, 'utf8')
    } catch {
      return null
    }
  },
  set: async (_: string, value: string) => writeFileSync(keysFile, value, { mode: 0o600 }),
}
const keys = await loadKeys({ secrets, ids: createRealIds(), clock })
const complain = (message: string, fields: { action?: unknown; error?: unknown } = {}) => {
  if (fields.action !== 'audit.torn_line_cut') writeSync(2, `${message} ${fields.error ?? ''}\n`)
}
const audit = createAuditLog({
  ...{ directory: join(root, 'audit'), clock, keys },
  log: { info: complain, warn: complain, error: complain },
  redact: (text) => text,
  deviceKeys: async () => [],
  maxFileBytes: 2_000_000,
})
await audit.start()
for (const { correlation } of await audit.closeInterrupted([])) tell(`interrupted ${correlation.intended_seq}`)

async function appendForever(writer: number): Promise<void> {
  for (let count = 0; ; count++) {
    const params = { writer, count, text: 'x'.repeat((count % 5) * 3000) }
    if (count % 3 === 0) {
      const intent = await audit.intend(restart({ params }))
      tell(`intended ${intent.seq}`)
      const { seq, hash } = await intent.close('succeeded')
      tell(`${seq} ${hash}`)
    } else {
      const { seq, hash } = await audit.append(restart({ params }))
      tell(`${seq} ${hash}`)
    }
  }
}

function tell(line: string): void {
  writeSync(1, `${line}\n`)
}

await Promise.all(Array.from({ length: 8 }, (_, writer) => appendForever(writer)))
