import { generateKeyPairSync, sign } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createRealClock } from '../../../agent/src/core/clock.real.ts'
import { createRealIds } from '../../../agent/src/core/ids.real.ts'
import { type AgentKeys, loadKeys } from '../../../agent/src/core/keys.ts'
import type { NewAuditEntry } from '../../../agent/src/features/audit/audit-entry.ts'
import { type AuditLog, createAuditLog } from '../../../agent/src/features/audit/audit-log.ts'

/** A log that any number of writers append to, each waiting for its entry before it writes the next. */
export interface Waiters {
  log: AuditLog
  keys: AgentKeys
  /** Its first file. */
  file: string
  append(waiters: number, each: number): Promise<void>
}

export interface Logs {
  open(directory: string, redact: (text: string) => string): Promise<Waiters>
  close(): Promise<void>
}

const planHash = `sha256:${'9f2c41d07ab36e58'.repeat(4)}`
const paramsHash = `sha256:${'41d07ab36e589f2c'.repeat(4)}`
const device = createDevice()

export function openLogs(): Logs {
  const opened: AuditLog[] = []
  return {
    async open(directory, redact) {
      const clock = createRealClock()
      const keys = await loadKeys({ secrets: inMemory(), ids: createRealIds(), clock })
      const complain = (message: string, fields?: object) => console.error(message, fields)
      const log = createAuditLog({
        ...{ directory, clock, keys, redact },
        log: { info: complain, warn: complain, error: complain },
        deviceKeys: async () => [{ device: device.id, publicKey: device.publicKey }],
      })
      await log.start()
      opened.push(log)
      const append = async (waiters: number, each: number) => {
        const writer = async () => {
          for (let count = 0; count < each; count++) await log.append(act())
        }
        await Promise.all(Array.from({ length: waiters }, writer))
      }
      return { log, keys, append, file: join(directory, '000001.jsonl') }
    },
    async close() {
      for (const log of opened) await log.stop()
    },
  }
}

/**
 * A log of restarts that were proposed and carried out, closed when it is filled. With `approvals` each is approved as
 * well: a signature to check in four entries.
 */
export async function fillLog(
  logs: Logs,
  directory: string,
  { entries, approvals }: { entries: number; approvals: boolean },
) {
  const { log, keys } = await logs.open(directory, (text) => text)
  const approvalSignature = device.approve(keys.agentId)
  const restart = async () => {
    await log.append(act())
    if (approvals) await log.append({ ...act(), outcome: 'approved', approvalSignature })
    const intent = await log.intend({ ...act(), approvalSignature })
    await intent.close('succeeded', { detail: 'MoltBot answers every check again.' })
  }
  while (log.head().seq < entries) await Promise.all(Array.from({ length: 200 }, restart))
  const { seq } = log.head()
  await log.stop()
  const bytes = readdirSync(directory)
    .filter((name) => /^\d/.test(name))
    .reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)
  return { directory, megabytes: bytes / 1e6, entries: seq, key: keys.fingerprint }
}

function act(): NewAuditEntry {
  return {
    actor: { subject: 'user:us_7Yp3kP9fQ2aB', device: device.id, role: 'owner', via: 'browser' },
    action: 'runOpsAction',
    outcome: 'proposed',
    instanceId: 'in_5fQ2xL8mR4tV',
    target: 'instance:in_5fQ2xL8mR4tV',
    reason: 'Telegram has been silent since 02:20, and a restart has helped the last two times.',
    params: { action: 'restart', instance_id: 'in_5fQ2xL8mR4tV', drain: true },
    ...{ paramsHash, planHash, confirmationId: 'cf_8sQ2vN5bK1hJ', jobId: 'jb_3kP9wE6dC7gF' },
  }
}

function createDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    id: 'dev_3kP9wE6dC7gF',
    publicKey: { ...publicKey.export({ format: 'jwk' }) },
    approve(agentId: string): string {
      const payload = { aud: agentId, confirmation_id: 'cf_8sQ2vN5bK1hJ', decision: 'approve', plan_hash: planHash }
      const signed = `${encode({ alg: 'ES256' })}.${encode(payload)}`
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${signed}.${signature.toString('base64url')}`
    },
  }
}

function inMemory() {
  const store = new Map<string, string>()
  return {
    get: async (name: string) => store.get(name) ?? null,
    set: async (name: string, value: string) => void store.set(name, value),
  }
}
