import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import type { DeviceKey, StoredKey } from '../../session/device-key.ts'
import { createSignal, type Signal } from '../../session/signal.ts'
import type { AgentIdentity, AuthTokens, PairStartResponse } from '../../wire.ts'

export interface Waiting {
  code: string
  startedAt: number
  endsAt: number
  agent: AgentIdentity | null
  fingerprint: string
  firstDevice: boolean
}

export type PairingState =
  | { kind: 'preparing' }
  | { kind: 'waiting'; waiting: Waiting; unreachable: boolean }
  | { kind: 'denied' | 'expired' | 'link_invalid' }
  | { kind: 'locked'; until: number }
  /** No secure context or no storage: a key that could not be kept would be worth nothing. */
  | { kind: 'no_key' }
  | { kind: 'offline' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'paired' }

/** The key as it is kept, and as it signs. */
export interface MadeKey {
  stored: StoredKey
  key: DeviceKey
}

export interface PairingDeps {
  start(body: {
    device_public_key: StoredKey['publicKey']
    device_name: string
    link_secret?: string
  }): Promise<PairStartResponse>
  confirm(body: { pairing_code: string; device_name: string; device_proof: string }): Promise<AuthTokens>
  makeKey(): Promise<MadeKey>
  adopt(key: StoredKey, tokens: AuthTokens): Promise<void>
  /** The agent's clock: a proof must not fail because this browser's is wrong. */
  agentNow(): number
  now(): number
  after(ms: number, task: () => void): () => void
  deviceName: string
}

export interface Pairing {
  state: Signal<PairingState>
  /** Begins, with a one-time link or with a code; called again it begins anew. */
  begin(linkSecret?: string | null): Promise<void>
  stop(): void
}

const askAgainMs = 2000
const offlineRetryMs = 3000

/** From no key to a session: by a link at once, by a code when a person at the host says so. */
export function createPairing(deps: PairingDeps): Pairing {
  const state = createSignal<PairingState>({ kind: 'preparing' })
  let cancel = () => {}
  let run = 0
  let made: Promise<MadeKey> | null = null

  const begin = async (linkSecret: string | null = null): Promise<void> => {
    cancel()
    run += 1
    const mine = run
    const still = () => mine === run
    if (state.read().kind !== 'offline') state.set({ kind: 'preparing' })
    let stored: StoredKey
    let key: DeviceKey
    try {
      made ??= deps.makeKey()
      ;({ stored, key } = await made)
    } catch {
      made = null
      return still() ? state.set({ kind: 'no_key' }) : undefined
    }
    try {
      const started = await deps.start({
        device_public_key: stored.publicKey,
        device_name: deps.deviceName,
        ...(linkSecret === null ? {} : { link_secret: linkSecret }),
      })
      if (!still()) return
      const waiting = waitingOf(started, key.fingerprint, deps.now())
      // A link is approved at once: showing its code for a blink would only startle.
      if (started.status !== 'approved') state.set({ kind: 'waiting', waiting, unreachable: false })
      await ask({ stored, key, waiting, still })
    } catch (error) {
      if (still()) refused(error, () => void begin(linkSecret))
    }
  }

  interface Attempt {
    stored: StoredKey
    key: DeviceKey
    waiting: Waiting
    still(): boolean
  }

  const ask = async (attempt: Attempt): Promise<void> => {
    const { stored, key, waiting, still } = attempt
    const again = (unreachable: boolean) => {
      state.set({ kind: 'waiting', waiting, unreachable })
      cancel = deps.after(askAgainMs, () => void ask(attempt))
    }
    if (deps.now() >= waiting.endsAt) return state.set({ kind: 'expired' })
    try {
      const issued = new Date(deps.agentNow()).toISOString()
      const proof = { aud: waiting.agent?.id, pairing_code: waiting.code, issued_at: issued }
      const tokens = await deps.confirm({
        pairing_code: waiting.code,
        device_name: deps.deviceName,
        device_proof: await key.sign(proof),
      })
      if (!still()) return
      await deps.adopt({ ...stored, agentId: waiting.agent?.id ?? null }, tokens)
      state.set({ kind: 'paired' })
    } catch (error) {
      if (!still()) return
      if (error instanceof ApiError && error.code === 'pairing_pending') again(false)
      // The code lives on at the agent; it is asked again when it is back.
      else if (error instanceof AgentUnreachable) again(true)
      else refused(error, () => void begin())
    }
  }

  const refused = (error: unknown, retry: () => void) => {
    if (error instanceof AgentUnreachable) {
      state.set({ kind: 'offline' })
      cancel = deps.after(offlineRetryMs, retry)
      return
    }
    if (!(error instanceof ApiError)) return state.set({ kind: 'failed', error })
    if (error.status === 429) {
      const wait = (error.retry_after_seconds ?? 60) * 1000
      state.set({ kind: 'locked', until: deps.now() + wait })
      cancel = deps.after(wait, () => void begin())
      return
    }
    state.set(ends[error.code] ?? { kind: 'failed', error })
  }

  return {
    state,
    begin,
    stop() {
      run += 1
      cancel()
    },
  }
}

const ends: Record<string, PairingState> = {
  pairing_denied: { kind: 'denied' },
  pairing_expired: { kind: 'expired' },
  // The agent forgot the code, for example because it was started anew.
  pairing_unknown: { kind: 'expired' },
  link_invalid: { kind: 'link_invalid' },
}

function waitingOf(started: PairStartResponse, fingerprint: string, now: number): Waiting {
  return {
    code: started.pairing_code,
    startedAt: now,
    endsAt: now + started.expires_in_seconds * 1000,
    agent: started.agent ?? null,
    fingerprint,
    firstDevice: started.first_device ?? false,
  }
}
