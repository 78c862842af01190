import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  hkdfSync,
  sign,
} from 'node:crypto'
import type { Role } from './actor.ts'
import type { Clock } from './clock.ts'
import { DamagedKeysError } from './damaged-keys-error.ts'
import { createDeviceProofs, type DeviceProofs, fingerprintOf } from './device-proof.ts'
import type { Ids } from './ids.ts'
import { Problem } from './problem.ts'
import { createRemembered } from './remembered.ts'

/** What a token of a session says. The role is for the client's eyes: the agent reads it from the device. */
export interface SessionClaims {
  /** `access` goes into the Authorization header, `cookie` into the cookie that only reads. One is never taken for the other. */
  kind: 'access' | 'cookie'
  sessionId: string
  deviceId: string
  user: string
  role: Role
  /** Whether the session was made by a browser. */
  browser: boolean
}

export interface VerifiedToken extends SessionClaims {
  /** Milliseconds. */
  expiresAt: number
}

export interface AgentKeys {
  /** `ag_…`: audience of every token and signature for this agent. */
  readonly agentId: string
  /** Of the signing key: `SHA256:` and the RFC 7638 thumbprint. */
  readonly fingerprint: string
  /** Verifies what devices sign. */
  readonly proofs: DeviceProofs
  signAccessToken(claims: SessionClaims, ttlSeconds: number): Promise<string>
  /** @throws Problem unauthorized, token_expired */
  verifyAccessToken(token: string, kind: SessionClaims['kind']): Promise<VerifiedToken>
  /** The public half of the signing key. */
  readonly publicKey: { kty: 'OKP'; crv: 'Ed25519'; x: string }
  /**
   * Compact JWS (RFC 7515, EdDSA) over a statement of the agent's own: an approval at the terminal, a checkpoint of the
   * audit log. `type` is its `typ`, so that one kind is never taken for another.
   */
  signStatement(payload: Record<string, unknown>, type: string): string
  /** HMAC-SHA-256 in base64url under the install secret: how secrets lie in the database. */
  hash(text: string): string
  /** AES-256-GCM under the install secret. What was sealed for one `context` does not open in another. */
  seal(text: string, context?: string): string
  /** @throws SealBrokenError */
  open(sealed: string, context?: string): string
}

/** What the keys need of the host's secret store. */
export interface KeyStore {
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
}

export interface KeysDeps {
  secrets: KeyStore
  ids: Ids
  clock: Clock
}

/** A sealed value was changed, moved, or sealed by another installation. */
export class SealBrokenError extends Error {}

interface KeyMaterial {
  agent_id: string
  /** Ed25519 private key. */
  signing_key: { kty: 'OKP'; crv: 'Ed25519'; x: string; d: string }
  /** 32 bytes in base64url. */
  install_secret: string
}

/** Claims beside the registered ones. Only this agent's key signs them, so their types hold. */
interface OwnClaims {
  sid: string
  did: string
  role: Role
  browser: boolean
}

const entryName = 'agent-keys'
const wayOut =
  'Put them back from a backup (keys/agent-keys of the state directory), or name a new directory with --state-dir and pair again.'
const maxTokenLength = 2048
const maxVerified = 1000
/** A token from further in the future was made before the clock was set back; it is renewed instead of living longer. */
const clockStepMs = 60_000

/**
 * Reads the agent's identity and keys from the secret store, and makes them once when there are none.
 * @throws DamagedKeysError
 */
export async function loadKeys({ secrets, ids, clock }: KeysDeps): Promise<AgentKeys> {
  const stored = await secrets.get(entryName)
  const material = stored === null ? await createMaterial(secrets, ids) : readMaterial(stored)
  const { agent_id: agentId, signing_key: signingKey } = material
  const { d: _, ...publicKey } = signingKey
  const privateKey = createPrivateKey({ key: signingKey, format: 'jwk' })
  const verifyingKey = createPublicKey({ key: publicKey, format: 'jwk' })
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.from(material.install_secret, 'base64url'), agentId, purpose, 32))
  const hashKey = derive('moltbot-ops hash')
  const sealKey = derive('moltbot-ops seal')
  const verified = createRemembered<VerifiedToken & { issuedAt: number }>(maxVerified)

  async function verifyOnce(token: string, kind: SessionClaims['kind']) {
    const { errors, jwtVerify } = await jose()
    try {
      const { payload } = await jwtVerify<OwnClaims>(token, verifyingKey, {
        algorithms: ['EdDSA'],
        audience: agentId,
        issuer: agentId,
        typ: typeOf(kind),
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: new Date(clock.now()),
      })
      const { sub = '', sid, did, role, browser, exp = 0, iat = 0 } = payload
      const claims = { kind, sessionId: sid, deviceId: did, user: sub, role, browser }
      return { ...claims, expiresAt: exp * 1000, issuedAt: iat * 1000 }
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired()
      throw unknown(error)
    }
  }

  return {
    agentId,
    fingerprint: fingerprintOf(publicKey),
    proofs: createDeviceProofs({ clock, audience: agentId }),
    publicKey,
    signStatement(payload, type) {
      const header = { alg: 'EdDSA', typ: type, kid: fingerprintOf(publicKey) }
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const signed = `${part(header)}.${part(payload)}`
      return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
    },
    async signAccessToken({ kind, sessionId, deviceId, user, role, browser }, ttlSeconds) {
      const { SignJWT } = await jose()
      const now = Math.floor(clock.now() / 1000)
      return new SignJWT({ sid: sessionId, did: deviceId, role, browser })
        .setProtectedHeader({ alg: 'EdDSA', typ: typeOf(kind) })
        .setIssuer(agentId)
        .setAudience(agentId)
        .setSubject(user)
        .setIssuedAt(now)
        .setExpirationTime(now + ttlSeconds)
        .sign(privateKey)
    },
    async verifyAccessToken(token, kind) {
      if (token.length > maxTokenLength) throw unknown()
      const key = `${kind} ${hash('sha256', token, 'base64url')}`
      const known = await verified.get(key, () => verifyOnce(token, kind))
      if (known === null) throw unknown()
      if (clock.now() >= known.expiresAt || known.issuedAt > clock.now() + clockStepMs) {
        verified.forget((one) => one === known)
        throw expired()
      }
      const { issuedAt: _, ...claims } = known
      return claims
    },
    hash: (text) => createHmac('sha256', hashKey).update(text).digest('base64url'),
    seal(text, context = '') {
      const nonce = Buffer.from(ids.secret(12), 'base64url')
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, context = '') {
      const bytes = Buffer.from(sealed, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch (error) {
        throw new SealBrokenError('A sealed value of the database cannot be opened with this key.', { cause: error })
      }
    },
  }
}

/** Late: an agent that nobody has asked anything yet starts without it. */
const jose = () => import('jose')

function unknown(cause?: unknown): Problem {
  return new Problem('unauthorized', 'This token is not from this agent.', { cause })
}

function expired(): Problem {
  return new Problem('token_expired', 'The token has ended. Refresh it.')
}

function typeOf(kind: SessionClaims['kind']): string {
  return kind === 'access' ? 'at+jwt' : 'cookie+jwt'
}

async function createMaterial(secrets: KeyStore, ids: Ids): Promise<KeyMaterial> {
  const pair = generateKeyPairSync('ed25519')
  const { x, d } = pair.privateKey.export({ format: 'jwk' })
  const text = JSON.stringify({
    agent_id: `ag_${ids.secret(9)}`,
    signing_key: { kty: 'OKP', crv: 'Ed25519', x, d },
    install_secret: ids.secret(32),
  })
  await secrets.set(entryName, text)
  // A keychain may accept and forget; keys that do not last would end every session at the next start.
  if ((await secrets.get(entryName)) !== text) throw new DamagedKeysError('The secret store did not keep the keys.')
  return readMaterial(text)
}

function readMaterial(text: string): KeyMaterial {
  try {
    const { agent_id, signing_key, install_secret } = JSON.parse(text)
    const { kty, crv, x, d } = signing_key
    const texts = [agent_id, x, d, install_secret].every((value) => typeof value === 'string' && value !== '')
    if (texts && kty === 'OKP' && crv === 'Ed25519') {
      return { agent_id, signing_key: { kty, crv, x, d }, install_secret }
    }
  } catch (error) {
    throw new DamagedKeysError(`The agent's keys in the secret store cannot be read. ${wayOut}`, { cause: error })
  }
  throw new DamagedKeysError(`The agent's keys in the secret store are not complete. ${wayOut}`)
}
