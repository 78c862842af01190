import { type Clock, isoTime } from '../../../core/clock.ts'
import { DeliveryError, type Outbound } from '../delivery/outbound.ts'
import type { HeartbeatResult, Settings } from './settings-store.ts'

export interface HeartbeatDeps {
  clock: Clock
  outbound: Outbound
  settings: { read(): Promise<Settings> }
}

/** Somebody elsewhere notices when it stops. */
export interface HeartbeatCaller {
  /** To be called as long as the agent is well: calls the address when it is time, and waits for nothing. */
  beat(): Promise<void>
  result(): HeartbeatResult
  stop(): Promise<void>
}

export function createHeartbeat({ clock, outbound, settings }: HeartbeatDeps): HeartbeatCaller {
  const stopping = new AbortController()
  let calling: Promise<void> | null = null
  let last: { at: number; url: string } | null = null
  let result: HeartbeatResult = { lastOkAt: null, lastError: null }

  async function call(url: string, allowPrivate: boolean): Promise<void> {
    try {
      const headers = { 'user-agent': 'moltbot-ops' }
      await outbound({ url, method: 'GET', headers, body: '', allowPrivate, signal: stopping.signal })
      result = { lastOkAt: isoTime(clock.now()), lastError: null }
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      result = { ...result, lastError: error.message }
    }
  }

  return {
    async beat() {
      const { heartbeat } = await settings.read()
      if (heartbeat === null || calling !== null || stopping.signal.aborted) return
      const { url, allowPrivate, everySeconds } = heartbeat
      const isOther = last?.url !== url
      if (!isOther && last !== null && clock.monotonic() - last.at < everySeconds * 1000) return
      if (isOther) result = { lastOkAt: null, lastError: null }
      last = { at: clock.monotonic(), url }
      calling = call(url, allowPrivate).finally(() => {
        calling = null
      })
    },
    result: () => result,
    async stop() {
      stopping.abort()
      await calling
    },
  }
}
