import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { describe, expect, it } from 'vitest'
import { fakeKey, signedBy, storedKey } from '../../test/fake-key.ts'
import { now as start } from '../../test/fixtures.ts'
import { createTestClock, settle } from '../../test/test-clock.ts'
import type { AuthTokens } from '../wire.ts'
import { createAgentClock } from './agent-clock.ts'
import type { StoredKey } from './device-key.ts'
import { createSession, renewalDelay, type SessionDeps } from './session.ts'

const problem = (code: string) => new ApiError({ status: 401, code, message: code })

function browser(overrides: Partial<SessionDeps['api']> = {}, paired = true) {
  const clock = createTestClock(start)
  let stored: StoredKey | null = paired ? storedKey('ag_1') : null
  const proofs: string[] = []
  const told: string[] = []
  let alone = 0
  let most = 0
  const agentClock = createAgentClock(clock.now)
  const session = createSession({
    api: {
      refresh: async (proof): Promise<AuthTokens> => {
        proofs.push(proof)
        return { access_token: `token-${proofs.length}`, expires_in_seconds: 900, role: 'owner' }
      },
      cookieHoldsSession: async () => false,
      logout: async () => {},
      ...overrides,
    },
    keys: {
      read: async () => stored,
      write: async (key) => {
        stored = key
      },
      clear: async () => {
        stored = null
      },
      probe: async () => {},
    },
    keyOf: async () => fakeKey,
    clock: agentClock,
    alone: async (task) => {
      alone += 1
      most = Math.max(most, alone)
      return task().finally(() => {
        alone -= 1
      })
    },
    after: clock.after,
    tellOthers: () => void told.push('changed'),
  })
  return { session, clock, agentClock, proofs, told, stored: () => stored, most: () => most }
}

describe('a session', () => {
  it('starts with a proof by the device key, dated by the agent’s clock', async () => {
    const { session, proofs, agentClock } = browser()
    agentClock.noteAnswer(start + 3_600_000)
    await session.start()
    expect(session.state.read()).toMatchObject({ kind: 'paired', role: 'owner', agentId: 'ag_1' })
    expect(signedBy(proofs[0])).toEqual({ aud: 'ag_1', purpose: 'refresh', issued_at: '2026-11-23T03:07:00.000Z' })
    expect(await session.token()).toBe('token-1')
  })

  it('dates its proof anew when the refusal shows that this browser’s clock is wrong', async () => {
    const issued: unknown[] = []
    const one = browser({
      refresh: async (proof) => {
        issued.push(signedBy(proof))
        one.agentClock.noteAnswer(one.clock.now() - 86_400_000)
        if (issued.length === 1) throw problem('device_proof_invalid')
        return { access_token: 't', expires_in_seconds: 900, role: 'admin' }
      },
    })
    await one.session.start()
    expect(one.session.state.read()).toMatchObject({ kind: 'paired', role: 'admin' })
    expect(issued).toMatchObject([{ issued_at: '2026-11-23T02:07:00.000Z' }, { issued_at: '2026-11-22T02:07:00.000Z' }])
  })

  it('renews before the token ends, without being asked', async () => {
    const { session, clock, proofs } = browser()
    await session.start()
    clock.advance(719_000)
    await settle()
    expect(proofs).toHaveLength(1)
    clock.advance(2000)
    await settle()
    expect(proofs).toHaveLength(2)
    expect(await session.token()).toBe('token-2')
  })

  it('renews once for many who ask at the same time', async () => {
    const { session, proofs, most } = browser()
    await session.start()
    await Promise.all([session.renew('token-1'), session.renew('token-1'), session.token()])
    expect(proofs).toHaveLength(2)
    expect(most()).toBe(1)
    expect(await session.renew('token-1')).toBe('token-2')
    expect(proofs).toHaveLength(2)
  })

  it('renews on demand when a sleeping computer missed the timer', async () => {
    const { session, clock, proofs } = browser()
    await session.start()
    clock.advance(720_500)
    clock.advance(2_000_000)
    await session.token()
    await settle()
    expect(proofs.length).toBeGreaterThanOrEqual(2)
  })

  it.each([
    ['session_revoked', 'revoked'],
    ['refresh_reused', 'revoked'],
    ['refresh_invalid', 'ended'],
    ['device_proof_invalid', 'ended'],
  ])('%s leads to pairing again, and says %s', async (code, why) => {
    const { session } = browser({ refresh: () => Promise.reject(problem(code)) })
    await session.start()
    expect(session.state.read()).toEqual({ kind: 'unpaired', why })
    expect(await session.token()).toBeUndefined()
  })

  it('tells a browser that never paired from one that lost its key', async () => {
    const fresh = browser({}, false)
    await fresh.session.start()
    expect(fresh.session.state.read()).toEqual({ kind: 'unpaired', why: 'never' })
    const lost = browser({ cookieHoldsSession: async () => true }, false)
    await lost.session.start()
    expect(lost.session.state.read()).toEqual({ kind: 'unpaired', why: 'key_gone' })
  })

  it('keeps its key while the agent is away, and comes back by itself', async () => {
    let up = false
    const { session, stored } = browser({
      refresh: async () => {
        if (!up) throw new AgentUnreachable('no_connection', 'x')
        return { access_token: 't', expires_in_seconds: 900 }
      },
    })
    await session.start()
    expect(session.state.read()).toEqual({ kind: 'unreachable' })
    expect(stored()).not.toBeNull()
    up = true
    await session.start()
    expect(session.state.read().kind).toBe('paired')
  })

  it('stays paired when a renewal fails for a reason that may pass', async () => {
    let calls = 0
    const { session, clock } = browser({
      refresh: async () => {
        calls += 1
        if (calls > 1) throw new ApiError({ status: 503, code: 'unavailable', message: 'stopping' })
        return { access_token: 't', expires_in_seconds: 900 }
      },
    })
    await session.start()
    clock.advance(721_000)
    await settle()
    expect(session.state.read().kind).toBe('paired')
  })

  it('adopts a new pairing, keeps the key with the agent’s id, and tells the other tabs', async () => {
    const { session, stored, told } = browser({}, false)
    await session.start()
    const agent = { id: 'ag_2', hostname: 'h', key_fingerprint: 'x', simulated: false }
    await session.adopt(storedKey(null), { access_token: 'n', expires_in_seconds: 900, role: 'viewer', agent })
    expect(session.state.read()).toMatchObject({ kind: 'paired', role: 'viewer', agentId: 'ag_2' })
    expect(stored()?.agentId).toBe('ag_2')
    expect(told).toHaveLength(1)
  })

  it('logs out here even when the agent cannot be asked', async () => {
    const { session, stored } = browser({ logout: () => Promise.reject(new AgentUnreachable('timeout', 'x')) })
    await session.start()
    await expect(session.logout()).rejects.toThrow()
    expect(session.state.read()).toEqual({ kind: 'unpaired', why: 'logged_out' })
    expect(stored()).toBeNull()
  })
})

describe('when to renew', () => {
  it.each([
    [900, 720_000],
    [120, 60_000],
    [61, 1000],
    [10, 1000],
  ])('a life of %i s: after %i ms', (life, delay) => expect(renewalDelay(life)).toBe(delay))
})
