import type { Clock } from '../../../core/clock.ts'
import type { Database } from '../../../core/database/open-database.ts'
import type { Log } from '../../../core/log.ts'
import type { DeliveryRow } from '../events/new-deliveries.ts'
import { DeliveryError } from './outbound.ts'
import type { Send } from './send.ts'

export interface OutboxDeps {
  database: Database
  clock: Clock
  log: Log
  /** In [0, 1); spreads tries. */
  random(): number
  send: Send
  /** After it is kept what became of a delivery. */
  onSettled(eventId: string): Promise<void>
}

export interface Outbox {
  /** Closes what a cut left half done. */
  start(): Promise<void>
  /** Begins what is due; waits for nothing. */
  sendDue(): void
  /** Tries one delivery now, and only once. */
  sendOnce(delivery: DeliveryRow): Promise<DeliveryRow>
  /** Breaks off what is under way; it is tried again after the next start. */
  stop(): Promise<void>
}

const mostAtOnce = 16
/** With the waits between them, the last try is six hours after the first. */
export const mostTries = 12
const firstWaitMs = 10_000
const longestWaitMs = 3_600_000

/**
 * Sends what waits: each delivery at least once, under an id that never changes. What a rule sends through one channel
 * goes one after the other; a receiver that hangs holds up nobody else.
 */
export function createOutbox({ database, clock, log, random, send, onSettled }: OutboxDeps): Outbox {
  const lanes = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  let looking: Promise<void> | null = null

  const update = (id: string, change: Partial<DeliveryRow>) =>
    database.updateTable('alert_deliveries').set(change).where('id', '=', id).where('status', '=', 'waiting').execute()

  /** The next one of each lane that is due. That it is over is not said before it was said that it began. */
  async function due(): Promise<DeliveryRow[]> {
    const rows = await database
      .selectFrom('alert_deliveries as one')
      .selectAll('one')
      .where('one.status', '=', 'waiting')
      .where('one.next_attempt_at', '<=', clock.now())
      .where(({ not, exists, selectFrom, eb, or }) =>
        or([
          eb('one.kind', '!=', 'resolved'),
          not(
            exists(
              selectFrom('alert_deliveries as first')
                .select('first.id')
                .whereRef('first.event_id', '=', 'one.event_id')
                .whereRef('first.channel', '=', 'one.channel')
                .where('first.kind', '=', 'raised')
                .where('first.status', '=', 'waiting'),
            ),
          ),
        ]),
      )
      .orderBy('one.next_attempt_at')
      .orderBy('one.id')
      .execute()
    const firsts = new Map<string, DeliveryRow>()
    for (const row of rows) if (!firsts.has(laneOf(row))) firsts.set(laneOf(row), row)
    return [...firsts.values()]
  }

  /** The try is counted before it is made, so that one that kills the agent is not made for ever. */
  async function attempt(row: DeliveryRow, tries: number): Promise<void> {
    const attempts = row.attempts + 1
    const nextAt = clock.now() + waitMs(attempts, random())
    await update(row.id, { attempts, next_attempt_at: tries === 1 ? null : nextAt })
    const over = { next_attempt_at: null }
    try {
      const receipt = await send(row, stopping.signal)
      await update(row.id, { ...over, status: 'delivered', delivered_at: clock.now(), receipt, error: null })
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error
      // Broken off by us: what has more tries left has them after the next start.
      if (stopping.signal.aborted && tries > 1) return
      const isLast = error.isFinal || attempts >= tries
      await update(row.id, { error: error.message.slice(0, 300), ...(isLast ? { ...over, status: 'dead' } : {}) })
    }
    if (row.event_id !== null) await onSettled(row.event_id)
  }

  function work(row: DeliveryRow): void {
    const lane = laneOf(row)
    const working = attempt(row, mostTries).then(
      () => {
        lanes.delete(lane)
        sendDue()
      },
      (error: unknown) => {
        // The next look tries it again; doing so at once would not be better.
        lanes.delete(lane)
        log.error('A delivery could not be tried.', { delivery_id: row.id, error })
      },
    )
    lanes.set(lane, working)
  }

  async function look(): Promise<void> {
    for (const row of await due()) {
      if (stopping.signal.aborted || lanes.size >= mostAtOnce) return
      if (!lanes.has(laneOf(row))) work(row)
    }
  }

  function sendDue(): void {
    if (stopping.signal.aborted || looking !== null) return
    looking = look()
      .catch((error: unknown) => log.error('What waits to be sent could not be read.', { error }))
      .finally(() => {
        looking = null
      })
  }

  return {
    async start() {
      // Only a test waits for no time of its own, and whoever asked for it is gone.
      await database
        .updateTable('alert_deliveries')
        .set({ status: 'dead', error: 'The agent was stopped.' })
        .where('status', '=', 'waiting')
        .where('next_attempt_at', 'is', null)
        .execute()
    },
    sendDue,
    async sendOnce(row) {
      await attempt(row, 1)
      return database.selectFrom('alert_deliveries').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow()
    },
    async stop() {
      stopping.abort()
      await looking
      await Promise.all(lanes.values())
    },
  }
}

const laneOf = (row: DeliveryRow): string => `${row.rule_id} ${row.channel}`

/** Three times as long after each try, up to an hour, and a fifth more or less so that not all come at once. */
export function waitMs(attempts: number, random: number): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 3 ** (attempts - 1))
  return Math.round(wait * (0.8 + 0.4 * random))
}
