import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { isoTime } from '../../../core/clock.ts'
import { createRealIds } from '../../../core/ids.real.ts'
import { type AgentKeys, loadKeys } from '../../../core/keys.ts'
import type { LogFields } from '../../../core/log.ts'
import type { NewAuditEntry } from '../audit-entry.ts'
import { type AuditLog, type AuditLogDeps, createAuditLog } from '../audit-log.ts'

export interface AuditFixture {
  directory: string
  clock: FakeClock
  keys: AgentKeys
  /** What the log said about itself. */
  said: string[]
  device: Device
  audit: AuditLog
  /** The same log as the next run of the agent would open it; the one before is left as a crash leaves it. */
  reopen(change?: Partial<AuditLogDeps>): Promise<AuditLog>
  remove(): Promise<void>
}

/** A paired device with a key of its own. */
export interface Device {
  id: string
  publicKey: Record<string, unknown>
  sign(payload: Record<string, unknown>): string
}

export const planHash = `sha256:${'a'.repeat(64)}`
export const paramsHash = `sha256:${'b'.repeat(64)}`

export async function createAuditFixture(change: Partial<AuditLogDeps> = {}): Promise<AuditFixture> {
  const root = await mkdtemp(join(tmpdir(), 'audit-'))
  const directory = join(root, 'audit')
  const clock = createFakeClock()
  const store = new Map<string, string>()
  const secrets = {
    get: async (name: string) => store.get(name) ?? null,
    set: async (name: string, value: string) => void store.set(name, value),
  }
  const keys = await loadKeys({ secrets, ids: createRealIds(), clock })
  const said: string[] = []
  const say = (message: string, fields: LogFields = {}) => void said.push(`${message} ${fields.action ?? ''}`.trim())
  const device = createDevice('dev_1')
  const deps: AuditLogDeps = {
    ...{ directory, clock, keys, log: { info: say, warn: say, error: say } },
    redact: (text) => text.replaceAll('hunter2', '[secret]'),
    deviceKeys: async () => [{ device: device.id, publicKey: device.publicKey }],
  }
  const open = async (more: Partial<AuditLogDeps>) => {
    const audit = createAuditLog({ ...deps, ...change, ...more })
    await audit.start()
    return audit
  }
  const audit = await open({})
  return {
    ...{ directory, clock, keys, said, device, audit },
    reopen: (more = {}) => open(more),
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

export function createDevice(id: string): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    id,
    publicKey: { ...publicKey.export({ format: 'jwk' }) },
    sign(payload) {
      const signed = `${encode({ alg: 'ES256' })}.${encode(payload)}`
      const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${signed}.${signature.toString('base64url')}`
    },
  }
}

export const person = { subject: 'user:us_1', device: 'dev_1', role: 'owner', via: 'browser' }

/** A restart that somebody asked for. */
export function restart(change: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return {
    actor: person,
    action: 'runOpsAction',
    outcome: 'proposed',
    instanceId: 'in_1',
    target: 'instance:in_1',
    reason: 'Telegram is silent.',
    params: { action: 'restart' },
    ...{ paramsHash, planHash, confirmationId: 'cf_1' },
    ...change,
  }
}

/** An approval that the device signed as the console does. */
export function approval({ keys, clock, device }: AuditFixture, change: Record<string, unknown> = {}): NewAuditEntry {
  const payload = { aud: keys.agentId, confirmation_id: 'cf_1', decision: 'approve', plan_hash: planHash }
  const approvalSignature = device.sign({ ...payload, issued_at: isoTime(clock.now()), ...change })
  return restart({ outcome: 'approved', approvalSignature })
}
