import type { HostError } from '../../../host.ts'
import { signalGroup } from './group.ts'

export interface Ending {
  /** Ends the group, politely first; only the first reason counts. */
  end(reason: HostError): void
  /** Why the group was ended; undefined when it was not. */
  reason(): HostError | undefined
  /** Rejects when not even KILL ended the group. */
  readonly gaveUp: Promise<never>
  settle(): void
}

const killAfterMs = 2000
/** A process that waits for a dead disk cannot be killed; its end is not waited for. */
const giveUpAfterMs = 5000

/** TERM, two seconds later KILL. */
export function createEnding(leader: number | undefined): Ending {
  const { promise: gaveUp, reject: giveUp } = Promise.withResolvers<never>()
  let why: HostError | undefined
  let next: NodeJS.Timeout | undefined
  return {
    gaveUp,
    end(reason) {
      if (why) return
      why = reason
      if (leader === undefined) return
      signalGroup(leader, 'SIGTERM')
      next = setTimeout(() => {
        signalGroup(leader, 'SIGKILL')
        next = setTimeout(() => giveUp(reason), giveUpAfterMs)
      }, killAfterMs)
    },
    reason: () => why,
    settle: () => clearTimeout(next),
  }
}
