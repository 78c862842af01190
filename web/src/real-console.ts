import { AgentUnreachable, ApiError, createClient, type FetchInit } from '@moltbot-ops/sdk'
import { QueryClient } from '@tanstack/react-query'
import { takeLinkSecret } from './features/pair/link-secret.ts'
import { leadByLock, tabChannel } from './live/browser-tabs.ts'
import { openEventSource } from './live/event-source.ts'
import { createSharedStream } from './live/shared-stream.ts'
import { createAgentClock } from './session/agent-clock.ts'
import { applyEvent } from './session/apply-event.ts'
import type { Console } from './session/console.ts'
import { deviceKeyOf } from './session/device-key.ts'
import { indexedDbKeyStore } from './session/key-store.ts'
import { createSession } from './session/session.ts'
import type { Clock } from './ui/clock.ts'

export const clock: Clock = {
  now: () => Date.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms)
    return () => clearInterval(timer)
  },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
}

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/** The one place with the real clock, network, storage and tabs. */
export function createConsole(): { console: Console; queries: QueryClient } {
  let linkSecret = takeLinkSecret(location, (url) => history.replaceState(history.state, '', url))
  const baseUrl = location.origin
  const agentClock = createAgentClock(clock.now)
  const fetchTimed = async (url: string, init: FetchInit) => {
    const response = await fetch(url, init)
    const date = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(date)) agentClock.noteAnswer(date)
    return response
  }
  const open = createClient({ baseUrl, fetch: fetchTimed })
  const keys = indexedDbKeyStore(indexedDB)
  const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('moltbot-ops.session')

  const session = createSession({
    api: {
      refresh: (device_proof) => open.refreshSession({ body: { device_proof } }),
      cookieHoldsSession: () =>
        open.getSession().then(
          () => true,
          (error: unknown) => {
            if (error instanceof AgentUnreachable) throw error
            return false
          },
        ),
      logout: async (token) => void (await createClient({ baseUrl, token }).logout()),
    },
    keys,
    keyOf: deviceKeyOf,
    clock: agentClock,
    alone: (task) =>
      navigator.locks === undefined ? task() : navigator.locks.request('moltbot-ops.refresh', () => task()),
    after,
    tellOthers: () => tabs?.postMessage('changed'),
  })
  tabs?.addEventListener('message', () => void session.start())

  const client = createClient({
    baseUrl,
    fetch: fetchTimed,
    token: () => session.token(),
    renewToken: (old) => session.renew(old),
  })
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1000,
        retry: (count, error) => error instanceof AgentUnreachable && count < 2,
        refetchOnReconnect: 'always',
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })

  const stream = createSharedStream({
    lead: leadByLock,
    channel: tabChannel(),
    open: (cursor, events) =>
      openEventSource(`/events${cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, events),
    renew: () => session.renew(),
    now: clock.now,
    after,
    onEvent: (event, data) => applyEvent({ queries, agentClock, now: clock.now }, event, data),
    onMissed: () => void queries.invalidateQueries(),
  })
  queries.getQueryCache().subscribe((change) => {
    if (change.type !== 'updated') return
    if (change.action.type === 'success' && change.action.manual !== true) stream.noteData()
    if (change.action.type !== 'error') return
    const { error } = change.action
    if (error instanceof AgentUnreachable) stream.doubt()
    // Revoked, or the agent forgot us: the refresh finds out which, and the page then says so.
    if (error instanceof ApiError && error.status === 401) void session.renew().catch(() => undefined)
  })
  session.state.subscribe(() => {
    const { kind } = session.state.read()
    // A link that was not needed is not kept for later; a stream without a session would only be refused.
    if (kind === 'paired') {
      linkSecret = null
      stream.start()
    }
    if (kind === 'unpaired') {
      stream.stop()
      queries.clear()
    }
  })
  const takeSecret = () => {
    const secret = linkSecret
    linkSecret = null
    return secret
  }
  return { console: { client, open, session, keys, agentClock, stream, takeLinkSecret: takeSecret }, queries }
}
