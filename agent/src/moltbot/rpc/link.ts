import type { Clock } from '../../core/clock.ts'
import type { Network } from '../../host/host.ts'
import type { JsonObject } from '../json.ts'
import { backOff } from './back-off.ts'
import { type Ending, type Hello, openSession, type Session } from './session.ts'

export interface LinkTarget {
  /** `ws://127.0.0.1:18789`, proven to be the gateway's own. */
  url: string
  credential: { token: string } | { password: string }
}

export interface LinkState {
  /** `idle` before the first attempt and while there is nothing to connect to. */
  phase: 'idle' | 'connecting' | 'connected' | 'waiting'
  hello: Hello | null
  /** How the last session or attempt ended; null while connected. */
  ending: Ending | null
  /** Failed attempts in a row. */
  failures: number
}

export interface Link {
  state(): LinkState
  /** What to be connected to now; null lets go. Another target or credential starts anew, without waiting. */
  aim(target: LinkTarget | null): void
  /** At most once a minute in all. Null when it is too early, there is no session, or no answer. */
  call(method: string, params: JsonObject): Promise<JsonObject | null>
  /** Outside of that budget, for the rare question that a person waits for. Null when there is no session or no answer. */
  ask(method: string, params: JsonObject): Promise<JsonObject | null>
  /** Another start of the gateway: how the last session ended says nothing about this one. */
  forget(): void
  /** Milliseconds until a call is allowed; 0 when it is. */
  callWaitMs(): number
  stop(): void
}

export interface LinkDeps {
  network: Network
  clock: Clock
  /** In [0, 1). */
  random: () => number
  platform: string
  /** Something changed that is worth looking at at once: connected, or ended. */
  onChange(): void
  onEvent(name: string, payload: JsonObject): void
}

/** RPC calls over about 50 ms are logged by MoltBot, so there is one budget for all of them. */
const callEveryMs = 60_000

/** Keeps one RPC session to a gateway. */
export function createLink({ network, clock, random, platform, onChange, onEvent }: LinkDeps): Link {
  let target: LinkTarget | null = null
  let targetKey = ''
  let session: Session | null = null
  let attempt = 0
  let retryAt = Number.NEGATIVE_INFINITY
  let calledAt = Number.NEGATIVE_INFINITY
  let state: LinkState = { phase: 'idle', hello: null, ending: null, failures: 0 }

  const letGo = () => {
    attempt++
    session?.close()
    session = null
  }

  const connect = async (to: LinkTarget) => {
    const own = ++attempt
    state = { ...state, phase: 'connecting' }
    const opened = await openSession({
      ...to,
      network,
      clock,
      platform,
      events: {
        event: (name, payload) => {
          if (own === attempt) onEvent(name, payload)
        },
        end: (ending) => {
          if (own !== attempt) return
          session = null
          const failures = ending.kind === 'shutdown' ? 1 : state.failures + 1
          retryAt = clock.monotonic() + backOff(ending, failures, random())
          state = { phase: 'waiting', hello: null, ending, failures }
          onChange()
        },
      },
    })
    if (own !== attempt) {
      opened?.close()
      return
    }
    if (!opened) return
    session = opened
    state = { phase: 'connected', hello: opened.hello, ending: null, failures: 0 }
    onChange()
  }

  const ask = async (method: string, params: JsonObject): Promise<JsonObject | null> => {
    const answer = (await session?.call(method, params)) ?? null
    return answer && 'payload' in answer ? answer.payload : null
  }

  const callWaitMs = () => Math.max(0, calledAt + callEveryMs - clock.monotonic())
  return {
    state: () => state,
    aim(next) {
      const key = JSON.stringify(next)
      if (key !== targetKey) {
        const sameServer = next !== null && next.url === target?.url
        target = next
        // A session stays good when the token is changed on disk; the new one is for the next session.
        if (sameServer && state.phase === 'connected') return
        targetKey = key
        retryAt = Number.NEGATIVE_INFINITY
        letGo()
        state = { phase: 'idle', hello: null, ending: sameServer ? null : state.ending, failures: 0 }
      }
      const free = state.phase === 'idle' || state.phase === 'waiting'
      if (target && free && clock.monotonic() >= retryAt) void connect(target)
    },
    callWaitMs,
    async call(method, params) {
      if (!session || callWaitMs() > 0) return null
      calledAt = clock.monotonic()
      return ask(method, params)
    },
    ask,
    forget() {
      if (state.phase !== 'waiting' && state.phase !== 'idle') return
      retryAt = Number.NEGATIVE_INFINITY
      state = { phase: 'idle', hello: null, ending: null, failures: 0 }
    },
    stop() {
      letGo()
      target = null
      state = { phase: 'idle', hello: null, ending: null, failures: 0 }
    },
  }
}
