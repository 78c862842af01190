import { createHash } from 'node:crypto'
import type { OperationId } from '@moltbot-ops/api/operations'
import type { components } from '@moltbot-ops/api/types'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'
import type { Actor } from '../../../core/actor.ts'
import { type BusEventName, createBus } from '../../../core/bus.ts'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { isoTime } from '../../../core/clock.ts'
import { type Database, openDatabase } from '../../../core/database/open-database.ts'
import { readPublicKey } from '../../../core/device-proof.ts'
import type { Client, Handler, Input, ResultOf } from '../../../core/handler.ts'
import type { Ids } from '../../../core/ids.ts'
import { type KeyStore, loadKeys } from '../../../core/keys.ts'
import { Problem } from '../../../core/problem.ts'
import { createDevices } from '../../devices/devices.ts'
import { createPairing } from '../../pairing/pairing.ts'
import { createAuth } from '../auth.ts'
import { hostActor } from '../authenticate.ts'

/** Identifiers and "secrets" that repeat, so that a failing test fails the same way again. */
export function createTestIds(run = 'test'): Ids {
  let count = 0
  const bytes = () => createHash('sha512').update(`${run} ${count++}`).digest()
  return {
    id: (prefix) => `${prefix}_${bytes().toString('base64url').slice(0, 12)}`,
    secret: (length) => bytes().subarray(0, length).toString('base64url'),
    below: (limit) => bytes().readUInt32BE(0) % limit,
  }
}

export function createKeyStore(): KeyStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => void entries.set(name, value),
  }
}

export interface Options {
  clock?: FakeClock
  database?: Database
  secrets?: KeyStore
  /** Names what this agent makes: a second one on the same database needs another name. */
  run?: string
  passphraseNeeded?: boolean
}

/** Pairing, sessions and devices on a database in memory, wired as the agent wires them. */
export async function createIdentity(options: Options = {}) {
  const { clock = createFakeClock(), database = openDatabase(':memory:'), secrets = createKeyStore() } = options
  const ids = createTestIds(options.run)
  const keys = await loadKeys({ secrets, ids, clock })
  const bus = createBus()
  const published: [BusEventName, unknown][] = []
  bus.subscribe((name, payload) => void published.push([name, payload]))
  const revoked: string[] = []
  const logged: string[] = []
  const write = (message: string) => void logged.push(message)
  const log = { info: write, warn: write, error: write }
  const identity = { id: keys.agentId, hostname: 'home-mini', key_fingerprint: keys.fingerprint, simulated: false }
  const base = { clock, database, keys, ids, log, identity }
  const auth = createAuth({
    ...base,
    passphraseNeeded: () => options.passphraseNeeded ?? false,
    onRevoked: (id) => void revoked.push(id),
    argon2Cost: { memory: 64, passes: 1 },
  })
  const pairing = createPairing({ ...base, bus, auth, origin: () => 'http://127.0.0.1:7337' })
  const devices = createDevices({ database, clock, bus, auth })
  const handlers = { ...auth.handlers, ...pairing.handlers, ...devices.handlers }
  return { ...base, secrets, bus, auth, pairing, devices, handlers, published, revoked, logged }
}

export type Identity = Awaited<ReturnType<typeof createIdentity>>

/** What a browser or another program keeps of cookies. */
export function createJar() {
  const jar = new Map<string, string>()
  return {
    jar,
    read: (name: string) => jar.get(name),
    set: (name: string, value: string) => void jar.set(name, value),
    clear: (name: string) => void jar.delete(name),
  }
}

export const program: Client = { key: '127.0.0.1 uid=1000', address: '127.0.0.1', browser: false }
export const browser: Client = { ...program, browser: true }
export const stranger: Actor = { ...hostActor(), subject: 'public', role: 'viewer', via: 'bearer' }

type Loose<Id extends OperationId> = Partial<Omit<Input<Id>, 'body'>> & { body?: Input<Id>['body'] }

/** Calls a handler as the HTTP layer does. Public operations come from a stranger, the others from the host. */
export function call<Id extends OperationId>(handler: Handler<Id>, input: Loose<Id> = {}): Promise<ResultOf<Id>> {
  const empty = {
    path: {},
    query: {},
    body: undefined,
    actor: hostActor(),
    client: program,
    cookies: createJar(),
    consent: null,
  }
  return handler({ ...empty, ...input } as Input<Id>)
}

/** The code of the problem that `promise` ends with, or `ok`. */
export async function codeOf(promise: unknown): Promise<string> {
  try {
    await promise
    return 'ok'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

type Jwk = components['schemas']['Jwk']

/** A device with a key of its own, as a browser has. */
export async function createTestDevice(kind: 'ES256' | 'EdDSA' = 'ES256') {
  const pair = await generateKeyPair(kind, { extractable: true })
  const { kty, crv, x, y } = await exportJWK(pair.publicKey)
  const jwk = { kty, crv, x, ...(y === undefined ? {} : { y }) } as Jwk
  const { publicKey, fingerprint } = await readPublicKey(jwk)
  const sign = (payload: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: kind, ...header }).sign(pair.privateKey)
  return { jwk, publicKey, fingerprint, privateKey: pair.privateKey, sign }
}

export type TestDevice = Awaited<ReturnType<typeof createTestDevice>>

/** A signature as a good client makes it. */
export function proofFor({ clock, keys }: Identity, device: TestDevice, fields: Record<string, unknown>) {
  return device.sign({ aud: keys.agentId, issued_at: isoTime(clock.now()), ...fields })
}

/** Pairs a device through a link, as the console does. */
export async function pairByLink(
  identity: Identity,
  {
    role,
    device,
    client = program,
    cookies = createJar(),
  }: {
    role?: 'viewer' | 'admin' | 'owner'
    device?: TestDevice
    client?: Client
    cookies?: ReturnType<typeof createJar>
  } = {},
) {
  const url = await identity.pairing.createLink(role)
  const started = await call(identity.handlers.startPairing, {
    actor: stranger,
    client,
    body: {
      link_secret: String(url?.split('#pair=')[1]),
      ...(device ? { device_public_key: device.jwk } : {}),
      device_name: 'Chromium on Linux',
    },
  })
  const proof = device && (await proofFor(identity, device, { pairing_code: started.pairing_code }))
  const tokens = await call(identity.handlers.confirmPairing, {
    actor: stranger,
    client,
    cookies,
    body: {
      pairing_code: started.pairing_code,
      device_name: 'Chromium on Linux',
      ...(proof ? { device_proof: proof } : {}),
    },
  })
  return { ...tokens, deviceId: String(tokens.device_id), cookies }
}
