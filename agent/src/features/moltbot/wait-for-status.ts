import type { components } from '@moltbot-ops/api/types'
import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'

type MoltBotStatus = components['schemas']['MoltBotStatus']

export interface WaitForStatusDeps {
  bus: Bus
  clock: Clock
  statuses(): MoltBotStatus[]
  lookNow(): Promise<void>
}

export interface Wait {
  /** True for the status that is waited for. */
  until(status: MoltBotStatus): boolean
  /** True for a status after which waiting makes no sense; the answer is then that status. */
  giveUp?(status: MoltBotStatus): boolean
  timeoutMs: number
  signal?: AbortSignal
}

/**
 * Waits for what an outside client would see. Resolves with the last status and whether it is the one that was waited
 * for; never throws for a MoltBot that does not come.
 */
export type WaitForStatus = (
  instanceId: string,
  wait: Wait,
) => Promise<{ reached: boolean; status: MoltBotStatus | null }>

const lookEveryMs = 500

export function createWaitForStatus({ bus, clock, statuses, lookNow }: WaitForStatusDeps): WaitForStatus {
  return (instanceId, { until, giveUp, timeoutMs, signal }) =>
    new Promise((resolve) => {
      let last: MoltBotStatus | null = null
      const end = (reached: boolean) => {
        unsubscribe()
        limit.cancel()
        looks.cancel()
        signal?.removeEventListener('abort', onAbort)
        resolve({ reached, status: last })
      }
      const judge = (status: MoltBotStatus) => {
        if (status.instance_id !== instanceId) return
        last = status
        if (until(status)) end(true)
        else if (giveUp?.(status)) end(false)
      }
      const onAbort = () => end(false)
      const unsubscribe = bus.subscribe((name, payload) => {
        if (name === 'status') judge(payload as MoltBotStatus)
      })
      const limit = clock.after(timeoutMs, () => end(false))
      // The observer looks rarely at what does not run; somebody who waits wants to know sooner.
      const looks = clock.every(lookEveryMs, () => void lookNow().catch(() => undefined))
      signal?.addEventListener('abort', onAbort, { once: true })
      if (signal?.aborted) end(false)
      else for (const status of statuses()) judge(status)
    })
}
