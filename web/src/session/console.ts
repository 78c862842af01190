import type { Client } from '@moltbot-ops/sdk'
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SharedStream } from '../live/shared-stream.ts'
import type { AgentClock } from './agent-clock.ts'
import type { KeyStore } from './key-store.ts'
import type { BrowserSession, SessionState } from './session.ts'

/** What every page may use. Made once in main.tsx. */
export interface Console {
  /** Calls with the access token, renewed as needed. */
  client: Client
  /** Calls that need no session: pairing and health. */
  open: Client
  session: BrowserSession
  keys: KeyStore
  agentClock: AgentClock
  stream: SharedStream
  /** Gives the secret of the one-time link that opened this page, once. */
  takeLinkSecret(): string | null
}

export const ConsoleContext = createContext<Console | null>(null)

export function useConsole(): Console {
  const found = useContext(ConsoleContext)
  if (found === null) throw new Error('There is no console above this component.')
  return found
}

export function useSessionState(): SessionState {
  const { state } = useConsole().session
  return useSyncExternalStore(state.subscribe, state.read)
}

export function useLink() {
  const { link } = useConsole().stream
  return useSyncExternalStore(link.subscribe, link.read)
}

/** The host's clock minus this browser's, for what was observed; follows a simulated clock that stands still. */
export function useHostOffset(): number {
  const { agentClock } = useConsole()
  useSyncExternalStore(agentClock.time.subscribe, agentClock.time.read)
  return agentClock.hostOffset()
}

/** The agent's real clock minus this browser's, for devices, tokens and pairings. */
export function useSessionOffset(): number {
  const { agentClock } = useConsole()
  useSyncExternalStore(agentClock.time.subscribe, agentClock.time.read)
  return agentClock.sessionOffset()
}
