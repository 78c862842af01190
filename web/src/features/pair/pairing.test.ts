import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { describe, expect, it } from 'vitest'
import { fakeKey, signedBy, storedKey } from '../../../test/fake-key.ts'
import { now as start } from '../../../test/fixtures.ts'
import { createTestClock, settle } from '../../../test/test-clock.ts'
import type { StoredKey } from '../../session/device-key.ts'
import type { AuthTokens, PairStartResponse } from '../../wire.ts'
import { takeLinkSecret } from './link-secret.ts'
import { createPairing, type PairingDeps } from './pairing.ts'

const agent = { id: 'ag_1', hostname: 'home-mini', key_fingerprint: 'SHA256:x', simulated: false }
const started: PairStartResponse = {
  pairing_code: 'K7QX-M2HD',
  expires_in_seconds: 600,
  status: 'pending',
  first_device: true,
  agent,
}
const tokens: AuthTokens = { access_token: 't', expires_in_seconds: 900, agent }
const problem = (code: string, status = 401, retryAfterSeconds?: number) =>
  new ApiError({ status, code, message: code, retryAfterSeconds })

function pairing(overrides: Partial<PairingDeps> = {}) {
  const clock = createTestClock(start)
  const sent: Parameters<PairingDeps['start']>[0][] = []
  const proofs: string[] = []
  const adopted: StoredKey[] = []
  let answer: () => Promise<AuthTokens> = () => Promise.reject(problem('pairing_pending'))
  const one = createPairing({
    start: async (body) => {
      sent.push(body)
      return started
    },
    confirm: (body) => {
      proofs.push(body.device_proof)
      return answer()
    },
    makeKey: async () => ({ stored: storedKey(null), key: fakeKey }),
    adopt: async (key) => void adopted.push(key),
    agentNow: () => start + 5000,
    now: clock.now,
    after: clock.after,
    deviceName: 'Chromium on Linux',
    ...overrides,
  })
  return {
    ...one,
    clock,
    sent,
    proofs,
    adopted,
    answer(next: () => Promise<AuthTokens>) {
      answer = next
    },
    async pass(ms: number) {
      clock.advance(ms)
      await settle()
    },
  }
}

describe('pairing by code', () => {
  it('shows the code with the limit and both fingerprints, and waits', async () => {
    const one = pairing()
    await one.begin()
    expect(one.state.read()).toMatchObject({
      kind: 'waiting',
      unreachable: false,
      waiting: { code: 'K7QX-M2HD', startedAt: start, endsAt: start + 600_000, firstDevice: true },
    })
    expect(one.sent[0]).toMatchObject({
      device_name: 'Chromium on Linux',
      device_public_key: { kty: 'EC', crv: 'P-256' },
    })
  })

  it('asks every two seconds with a fresh proof until a person approves, then adopts the key', async () => {
    const one = pairing()
    await one.begin()
    await one.pass(2000)
    await one.pass(2000)
    expect(one.proofs).toHaveLength(3)
    expect(signedBy(one.proofs[2])).toEqual({
      aud: 'ag_1',
      pairing_code: 'K7QX-M2HD',
      issued_at: '2026-11-23T02:07:05.000Z',
    })
    one.answer(async () => tokens)
    await one.pass(2000)
    expect(one.state.read()).toEqual({ kind: 'paired' })
    expect(one.adopted[0]?.agentId).toBe('ag_1')
  })

  it.each([
    ['pairing_denied', 'denied'],
    ['pairing_expired', 'expired'],
    ['pairing_unknown', 'expired'],
  ] as const)('%s ends it as %s', async (code, kind) => {
    const one = pairing()
    one.answer(() => Promise.reject(problem(code)))
    await one.begin()
    expect(one.state.read()).toEqual({ kind })
    await one.pass(60_000)
    expect(one.proofs).toHaveLength(1)
  })

  it('ends by this browser’s own clock too', async () => {
    const one = pairing()
    await one.begin()
    for (let waited = 0; waited <= 600; waited += 2) await one.pass(2000)
    expect(one.state.read()).toEqual({ kind: 'expired' })
  })

  it('keeps the code while the agent is away for a moment', async () => {
    const one = pairing()
    one.answer(() => Promise.reject(new AgentUnreachable('no_connection', 'x')))
    await one.begin()
    expect(one.state.read()).toMatchObject({ kind: 'waiting', unreachable: true })
    one.answer(async () => tokens)
    await one.pass(2000)
    expect(one.state.read().kind).toBe('paired')
  })

  it('says that it is locked out, and goes on by itself afterwards', async () => {
    let calls = 0
    const one = pairing({
      start: async () => {
        calls += 1
        if (calls === 1) throw problem('locked_out', 429, 300)
        return started
      },
    })
    await one.begin()
    expect(one.state.read()).toEqual({ kind: 'locked', until: start + 300_000 })
    await one.pass(300_000)
    expect(one.state.read().kind).toBe('waiting')
  })

  it('waits for an agent that is not there, with one key for all tries', async () => {
    let up = false
    let made = 0
    const one = pairing({
      start: async () => {
        if (!up) throw new AgentUnreachable('no_connection', 'x')
        return started
      },
      makeKey: async () => {
        made += 1
        return { stored: storedKey(null), key: fakeKey }
      },
    })
    await one.begin()
    expect(one.state.read()).toEqual({ kind: 'offline' })
    up = true
    await one.pass(3000)
    expect(one.state.read().kind).toBe('waiting')
    expect(made).toBe(1)
  })

  it('says when the browser can keep no key', async () => {
    const one = pairing({ makeKey: () => Promise.reject(new Error('storage is blocked')) })
    await one.begin()
    expect(one.state.read()).toEqual({ kind: 'no_key' })
  })

  it('stops asking when the page is left', async () => {
    const one = pairing()
    await one.begin()
    one.stop()
    await one.pass(60_000)
    expect(one.proofs).toHaveLength(1)
  })
})

describe('pairing by link', () => {
  it('sends the secret once and shows no code', async () => {
    const seen: string[] = []
    const one = pairing({ start: async () => ({ ...started, status: 'approved' }) })
    one.answer(async () => tokens)
    one.state.subscribe(() => seen.push(one.state.read().kind))
    await one.begin('secret-of-the-link-0123')
    expect(seen).toEqual(['preparing', 'paired'])
  })

  it('says that a used link no longer works, and offers a code', async () => {
    const sent: (string | undefined)[] = []
    const one = pairing({
      start: async ({ link_secret }) => {
        sent.push(link_secret)
        if (link_secret !== undefined) throw problem('link_invalid')
        return started
      },
    })
    await one.begin('used')
    expect(one.state.read()).toEqual({ kind: 'link_invalid' })
    await one.begin()
    expect(one.state.read().kind).toBe('waiting')
    expect(sent).toEqual(['used', undefined])
  })

  it('takes the secret out of the address at once', () => {
    const left: string[] = []
    const at = { pathname: '/console/', search: '?instance=a' }
    expect(takeLinkSecret({ ...at, hash: '#pair=s3cret' }, (url) => left.push(url))).toBe('s3cret')
    expect(left).toEqual(['/console/?instance=a'])
    expect(takeLinkSecret({ ...at, hash: '#pair=' }, (url) => left.push(url))).toBeNull()
    expect(takeLinkSecret({ ...at, hash: '#other' }, (url) => left.push(url))).toBeNull()
    expect(left).toHaveLength(2)
  })
})
