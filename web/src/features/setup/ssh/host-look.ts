import { ApiError, type Client } from '@moltbot-ops/sdk'
import { failureWords } from '../../../session/failure-words.ts'
import { createSignal, type Signal } from '../../../session/signal.ts'
import { authOf, type HostFacts, nameOf, type SshDraft, type SshProbe, type SshTarget, targetOf } from './ssh-model.ts'

export interface SeenKey {
  type: string
  sha256: string
}

export type Ready = Extract<LookState, { kind: 'ready' }>

export type LookState =
  | { kind: 'idle' }
  /** `last` is what the look before found, where it was of the same host and login. */
  | { kind: 'asking'; host: string; what: 'key' | 'facts'; last: Ready | null }
  /** Nobody has confirmed this key yet. */
  | { kind: 'unknown'; host: string; key: SeenKey }
  /** The host shows another key than the one that was confirmed. */
  | { kind: 'changed'; host: string; key: SeenKey; confirmed: string }
  | { kind: 'ready'; host: string; key: SeenKey; facts: HostFacts; checks: SshProbe['checks'] }
  | { kind: 'failed'; host: string; why: string; because: 'auth' | 'unreachable' | 'other' }

export interface HostLook {
  state: Signal<LookState>
  /** Reads the key first; nothing that lets somebody in is sent to a host whose key nobody vouches for. */
  look(draft: SshDraft): Promise<void>
  /** A person says that this is the key of the host. */
  vouch(key: SeenKey, draft: SshDraft): Promise<void>
  /** What was found is of another host, or of other credentials. */
  forget(): void
  /** Ends what is under way. */
  close(): void
}

/** Longer than the agent waits for a slow host. */
const patienceMs = 75_000

/** Looks at a host over SSH and changes nothing there. It keeps no credentials: each look is given them. */
export function createHostLook(client: Pick<Client, 'probeSsh'>): HostLook {
  const state = createSignal<LookState>({ kind: 'idle' })
  /** The keys that a person vouched for on this page, by host. */
  const vouched = new Map<string, string>()
  let current = new AbortController()

  const begin = () => {
    current.abort()
    current = new AbortController()
    return current.signal
  }
  const lastFound = (): Ready | null => {
    const now = state.read()
    return now.kind === 'ready' ? now : now.kind === 'asking' ? now.last : null
  }
  const probe = async (body: Parameters<Client['probeSsh']>[0]['body'], signal: AbortSignal) => {
    const answer = await client.probeSsh({ body, signal, timeoutMs: patienceMs })
    // It may have been on its way when the host was left.
    signal.throwIfAborted()
    return answer
  }

  async function readKey(draft: SshDraft, signal: AbortSignal): Promise<void> {
    const target = targetOf(draft)
    const host = nameOf(target)
    state.set({ kind: 'asking', host, what: 'key', last: lastFound() })
    const { host_key } = await probe(target, signal)
    const key = { type: host_key.type, sha256: host_key.sha256 }
    const before = vouched.get(host) ?? host_key.confirmed_sha256
    if (before === null) state.set({ kind: 'unknown', host, key })
    else if (before !== key.sha256) state.set({ kind: 'changed', host, key, confirmed: before })
    else await readFacts(target, key, draft, signal)
  }

  async function readFacts(target: SshTarget, key: SeenKey, draft: SshDraft, signal: AbortSignal): Promise<void> {
    const host = nameOf(target)
    state.set({ kind: 'asking', host, what: 'facts', last: lastFound() })
    const body = { ...target, username: draft.username.trim(), auth: authOf(draft), host_key_sha256: key.sha256 }
    const { facts, checks } = await probe(body, signal)
    if (facts === null) throw new Error('The agent vouches for a key that was named, and yet read no facts.')
    state.set({ kind: 'ready', host, key, facts, checks })
  }

  async function guarded(draft: SshDraft, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!signal.aborted) state.set(failureOf(error, nameOf(targetOf(draft))))
    }
  }

  return {
    state,
    look(draft) {
      const signal = begin()
      return guarded(draft, signal, () => readKey(draft, signal))
    },
    vouch(key, draft) {
      const signal = begin()
      const target = targetOf(draft)
      vouched.set(nameOf(target), key.sha256)
      return guarded(draft, signal, () => readFacts(target, key, draft, signal))
    },
    forget() {
      begin()
      state.set({ kind: 'idle' })
    },
    close: () => current.abort(),
  }
}

function failureOf(error: unknown, host: string): LookState {
  if (!(error instanceof ApiError)) return { kind: 'failed', host, why: failureWords(error), because: 'other' }
  const detail = (path: string) => error.details.find((one) => one.path === path)?.message
  const sha256 = detail('/host_key/sha256')
  const confirmed = detail('/host_key/confirmed_sha256')
  if (error.code === 'host_key_changed' && sha256 !== undefined && confirmed !== undefined) {
    return { kind: 'changed', host, key: { type: detail('/host_key/type') ?? '', sha256 }, confirmed }
  }
  const because = error.code === 'ssh_auth_failed' ? 'auth' : error.code === 'ssh_unreachable' ? 'unreachable' : 'other'
  return { kind: 'failed', host, why: failureWords(error), because }
}
