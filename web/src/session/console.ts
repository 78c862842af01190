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
  /** The secret of a one-time link, taken out of the address at start; used once. */
  linkSecret: string | null
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

/** The agent's clock minus this browser's; follows a simulated clock that stands still. */
export function useAgentOffset(): number {
  const { agentClock } = useConsole()
  useSyncExternalStore(agentClock.time.subscribe, agentClock.time.read)
  return agentClock.offset()
}
