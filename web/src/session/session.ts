import { ApiError } from '@moltbot-ops/sdk'
import type { AgentIdentity, AuthTokens, Role } from '../wire.ts'
import type { AgentClock } from './agent-clock.ts'
import type { DeviceKey, StoredKey } from './device-key.ts'
import type { KeyStore } from './key-store.ts'
import { createSignal, type Signal } from './signal.ts'

/** Why this browser has no session. */
export type Unpaired = 'never' | 'key_gone' | 'ended' | 'revoked' | 'logged_out'

export type SessionState =
  | { kind: 'starting' }
  /** There is a key, and the agent does not answer. */
  | { kind: 'unreachable' }
  | { kind: 'unpaired'; why: Unpaired }
  | { kind: 'paired'; role: Role; key: DeviceKey; agentId: string; agent: AgentIdentity | null }

/** The few calls that need no session. */
export interface SessionApi {
  refresh(proof: string): Promise<AuthTokens>
  /** Whether the cookie for reading still holds a session. */
  cookieHoldsSession(): Promise<boolean>
  logout(token: string): Promise<void>
}

export interface SessionDeps {
  api: SessionApi
  keys: KeyStore
  keyOf(stored: StoredKey): Promise<DeviceKey>
  clock: AgentClock
  /** Runs one at a time among all tabs of this browser (Web Locks). */
  alone<T>(task: () => Promise<T>): Promise<T>
  /** Calls once after `ms`; returns how to cancel. */
  after(ms: number, task: () => void): () => void
  /** Tells the other tabs that they should look again. */
  tellOthers(): void
}

export interface BrowserSession {
  state: Signal<SessionState>
  /** Finds out whether this browser is paired. Called at start, and when another tab says that something changed. */
  start(): Promise<void>
  /** A token that is good now; undefined where there is no session. */
  token(): Promise<string | undefined>
  /** A token other than the rejected one. */
  renew(rejected?: string): Promise<string | undefined>
  adopt(key: StoredKey, tokens: AuthTokens): Promise<void>
  logout(): Promise<void>
}

interface Held {
  token: string
  /** By the agent's clock. */
  endsAt: number
}

/** A token is renewed when a fifth of its life is left, and a minute before its end at the latest. */
export function renewalDelay(lifeSeconds: number): number {
  return Math.max(1, Math.min(lifeSeconds * 0.8, lifeSeconds - 60)) * 1000
}

const reasons: Record<string, Unpaired> = {
  session_revoked: 'revoked',
  refresh_reused: 'revoked',
  refresh_invalid: 'ended',
  device_proof_invalid: 'ended',
  unauthorized: 'ended',
}

/** The access token stays in this closure; the refresh token is in a cookie that no script can read. */
export function createSession({ api, keys, keyOf, clock, alone, after, tellOthers }: SessionDeps): BrowserSession {
  const state = createSignal<SessionState>({ kind: 'starting' })
  let held: Held | null = null
  let renewing: Promise<string | undefined> | null = null
  let cancelTimer = () => {}

  const hold = (tokens: AuthTokens, key: DeviceKey, agentId: string): string => {
    held = { token: tokens.access_token, endsAt: clock.sessionNow() + tokens.expires_in_seconds * 1000 }
    cancelTimer()
    cancelTimer = after(renewalDelay(tokens.expires_in_seconds), () => void renew().catch(() => undefined))
    const known = state.read()
    const role = tokens.role ?? (known.kind === 'paired' ? known.role : 'viewer')
    const same = known.kind === 'paired' && known.role === role && known.key.fingerprint === key.fingerprint
    const agent = tokens.agent ?? (known.kind === 'paired' ? known.agent : null)
    if (!same) state.set({ kind: 'paired', role, key, agentId, agent })
    return tokens.access_token
  }

  const drop = (why: Unpaired) => {
    held = null
    cancelTimer()
    state.set({ kind: 'unpaired', why })
  }

  /** The answer brings the agent's time, so that a proof dated by a wrong clock is made again once, dated by the right one. */
  const refresh = async (key: DeviceKey, agentId: string): Promise<AuthTokens> => {
    const attempt = async () => {
      const issued = new Date(clock.sessionNow()).toISOString()
      return api.refresh(await key.sign({ aud: agentId, purpose: 'refresh', issued_at: issued }))
    }
    const before = clock.sessionOffset()
    try {
      return await attempt()
    } catch (error) {
      const misdated = error instanceof ApiError && error.code === 'device_proof_invalid'
      if (!misdated || clock.sessionOffset() === before) throw error
      return attempt()
    }
  }

  const exchange = async (): Promise<string | undefined> => {
    const stored = await keys.read()
    if (stored === null || stored.agentId === null) {
      drop((await api.cookieHoldsSession()) ? 'key_gone' : 'never')
      return undefined
    }
    const { agentId } = stored
    const key = await keyOf(stored)
    try {
      const tokens = await alone(() => refresh(key, agentId))
      return hold(tokens, key, agentId)
    } catch (error) {
      const why = error instanceof ApiError ? reasons[error.code] : undefined
      if (why === undefined) throw error
      drop(why)
      return undefined
    }
  }

  const renew = (rejected?: string): Promise<string | undefined> => {
    // Another call of this tab may have renewed it already.
    if (rejected !== undefined && held !== null && held.token !== rejected) return Promise.resolve(held.token)
    renewing ??= exchange().finally(() => {
      renewing = null
    })
    return renewing
  }

  return {
    state,
    renew,
    async start() {
      try {
        await renew()
      } catch {
        if (state.read().kind !== 'paired') state.set({ kind: 'unreachable' })
      }
    },
    async token() {
      const { kind } = state.read()
      if (kind === 'unpaired') return undefined
      if (held !== null && held.endsAt - clock.sessionNow() > 5000) return held.token
      return renew()
    },
    async adopt(stored, tokens) {
      const agentId = tokens.agent?.id ?? stored.agentId
      if (agentId === null) throw new Error('The agent did not say who it is.')
      await keys.write({ ...stored, agentId })
      hold(tokens, await keyOf(stored), agentId)
      tellOthers()
    },
    async logout() {
      const token = held?.token
      try {
        if (token !== undefined) await api.logout(token)
      } finally {
        // Also when the agent cannot be asked: without the key, what is left of the session is useless.
        await keys.clear()
        drop('logged_out')
        tellOthers()
      }
    },
  }
}
