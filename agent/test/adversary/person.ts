import { createTestDevice } from '../../src/features/auth/test/identity.ts'
import { type Knock, knock, type Outcome } from './knock.ts'

export const passphrase = ['correct', 'horse', 'battery'].join(' ')

/** The owner in a browser: paired by the first link, with a key that nobody else has. */
export interface Person {
  agentId: string
  deviceId: string
  fingerprint: string
  /** What a thief of it would hold. */
  bearer: string
  cookies: string
  ask(method: Knock['method'], path: string, body?: object, headers?: Record<string, string>): Promise<Outcome>
  propose(action: string, params: object): Promise<Proposal>
  signatureFor(proposal: Proposal): Promise<string>
  /** Signs, and gives the token of the one call. */
  approve(proposal: Proposal): Promise<string>
}

export interface Proposal {
  id: string
  plan_hash: string
  typed_phrase: string | null
}

interface Tokens {
  access_token: string
  device_id: string
  agent: { key_fingerprint: string }
}

export async function pairPerson(port: number, link: string): Promise<Person> {
  const device = await createTestDevice()
  const origin = { origin: `http://127.0.0.1:${port}` }
  const open = (path: string, body: object) => knock({ door: port, method: 'POST', path, body, headers: origin })
  const started = await open('/pair/start', {
    link_secret: link.split('#pair=')[1],
    device_public_key: device.jwk,
    device_name: 'The owner',
  })
  const { pairing_code, agent } = started.body as { pairing_code: string; agent: { id: string } }
  const issued_at = () => new Date().toISOString()
  const device_proof = await device.sign({ aud: agent.id, pairing_code, issued_at: issued_at() })
  // By fetch, because its answer tells every cookie.
  const confirmed = await fetch(`${origin.origin}/pair/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...origin },
    body: JSON.stringify({ pairing_code, device_name: 'The owner', device_proof }),
  })
  const tokens = (await confirmed.json()) as Tokens
  const bearer = `Bearer ${tokens.access_token}`
  const cookies = confirmed.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

  const ask: Person['ask'] = (method, path, body, headers = {}) =>
    knock({ door: port, method, path, headers: { authorization: bearer, ...headers }, ...(body ? { body } : {}) })
  const signatureFor = ({ id, plan_hash }: Proposal) =>
    device.sign({ aud: agent.id, confirmation_id: id, plan_hash, decision: 'approve', issued_at: issued_at() })
  return {
    agentId: agent.id,
    deviceId: tokens.device_id,
    fingerprint: tokens.agent.key_fingerprint,
    bearer,
    cookies,
    ask,
    async propose(action, params) {
      const { status, body } = await ask('POST', '/confirmations', { action, params, reason: 'The owner wants it' })
      if (status !== 201) throw new Error(`${action} could not be proposed: ${JSON.stringify(body)}`)
      return body as unknown as Proposal
    },
    signatureFor,
    async approve(proposal) {
      const { typed_phrase } = proposal
      const { status, body } = await ask('POST', `/confirmations/${proposal.id}/approve`, {
        signature: await signatureFor(proposal),
        ...(typed_phrase === null ? {} : { typed_phrase }),
      })
      if (status !== 200) throw new Error(`it could not be approved: ${JSON.stringify(body)}`)
      return String(body.confirmation_token)
    },
  }
}
