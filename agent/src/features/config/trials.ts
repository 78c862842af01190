import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { type Clock, isoTime, type Timer } from '../../core/clock.ts'
import type { Consent } from '../../core/consent.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Ids } from '../../core/ids.ts'
import type { Log } from '../../core/log.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { Problem } from '../../core/problem.ts'

export type TrialView = components['schemas']['ConfigTrial']
export type TrialRow = Selectable<Tables['config_trials']>

/** Who approved a change, for the audit entry of putting it back. */
export type TrialApproval = Pick<Consent, 'approvedBy' | 'confirmationId' | 'planHash'>

export interface NewTrial {
  instanceId: string
  hash: string
  previousHash: string
  seconds: number
  jobId: string
  approval: TrialApproval
}

/** Configurations that go back by themselves unless a person keeps them. They outlive the agent. */
export interface Trials {
  /** Resolves with its id once it is durable. */
  open(trial: NewTrial): Promise<string>
  /** The open one of an instance; null when there is none. */
  of(instanceId: string): Promise<TrialView | null>
  /** @throws Problem not_found; trial_ended also while it goes back, or when the version before is back already */
  confirm(id: string): Promise<TrialView>
  /** The open ones of every instance, the one that ends first at the top. */
  all(): Promise<TrialRow[]>
  /** Ends what a job opened that was taken back. */
  drop(jobId: string): Promise<void>
  /** Ends the trial of an instance when a person put the version before back. */
  wentBack(instanceId: string, hash: string): Promise<void>
  /** Hashes that an open trial may go back to. */
  needed(instanceId: string): Promise<string[]>
  /** Puts back what ran out while the agent was away, and watches the rest. */
  start(): Promise<void>
  stop(): void
}

export interface TrialsDeps {
  database: Database
  clock: Clock
  ids: Pick<Ids, 'id'>
  log: Log
  nodeId: string
  /**
   * Puts the version before back. `gone` when the file is another one by now, which somebody wrote on purpose.
   * @throws Problem busy while another job runs
   */
  goBack(trial: TrialRow): Promise<'reverted' | 'gone'>
  /** Whether the file is the version before again, whoever put it there. */
  isBack(trial: TrialRow): Promise<boolean>
  onChange(trial: TrialRow): void
}

/** Another job is waited for. */
const busyRetryMs = 5000
/** What could not be written may be so later; after some tries only a person can help. */
const retryMs = 60_000
const maxTries = 10
const listedAtMost = 100

export function createTrials(deps: TrialsDeps): Trials {
  const { database, clock, ids, log, nodeId, goBack, isBack, onChange } = deps
  const timers = new Map<string, Timer>()
  /** Keeping a trial and beginning to go back are decided one after the other, so that only one of them can be. */
  const decide = createOneAtATime()
  /** Those whose file may be another one at any moment. */
  const goingBack = new Set<string>()
  let stopped = false

  const openRows = () => database.selectFrom('config_trials').selectAll().where('status', '=', 'open')
  const read = (id: string) => database.selectFrom('config_trials').selectAll().where('id', '=', id).executeTakeFirst()

  const end = async (id: string, status: 'confirmed' | 'reverted'): Promise<TrialRow | undefined> => {
    const row = await database
      .updateTable('config_trials')
      .set({ status, ended_at: clock.now() })
      .where('id', '=', id)
      .where('status', '=', 'open')
      .returningAll()
      .executeTakeFirst()
    if (row) onChange(row)
    return row
  }

  const watch = (row: TrialRow) => {
    if (stopped) return
    timers.get(row.id)?.cancel()
    timers.set(
      row.id,
      clock.after(Math.max(0, row.ends_at - clock.now()), () => void runOut(row)),
    )
  }

  const runOut = async (row: TrialRow, tries = 1): Promise<void> => {
    timers.delete(row.id)
    try {
      const now = await decide(row.id, async () => {
        const found = await read(row.id)
        if (found?.status !== 'open') return null
        goingBack.add(row.id)
        return found
      })
      if (now === null) return
      const outcome = (await isBack(now)) ? 'reverted' : await goBack(now)
      if (outcome === 'gone')
        log.warn('A trial ended without going back: the file is another one by now.', { trial: row.id })
      await end(row.id, outcome === 'gone' ? 'confirmed' : 'reverted')
    } catch (error) {
      if (stopped) return
      const isBusy = error instanceof Problem && (error.code === 'busy' || error.code === 'unavailable')
      if (!isBusy) log.error('A configuration on trial could not be put back yet.', { trial: row.id, tries, error })
      if (tries >= maxTries) return
      const again = () => void runOut(row, isBusy ? tries : tries + 1)
      timers.set(row.id, clock.after(isBusy ? busyRetryMs : retryMs, again))
    } finally {
      goingBack.delete(row.id)
    }
  }

  const keep = async (id: string): Promise<TrialView> => {
    const row = await read(id)
    if (row === undefined) throw new Problem('not_found', 'There is no such trial.')
    if (row.status === 'confirmed') throw new Problem('trial_ended', 'This trial was kept already.')
    if (row.status !== 'open') throw wentBackAlready()
    if (goingBack.has(id)) {
      throw new Problem('trial_ended', 'Nobody kept it in time: the version before is being put back right now.')
    }
    if (await isBack(row)) throw wentBackAlready()
    const kept = await end(id, 'confirmed')
    if (kept === undefined) throw wentBackAlready()
    timers.get(id)?.cancel()
    timers.delete(id)
    return viewOf(kept)
  }

  return {
    async open({ instanceId, hash, previousHash, seconds, jobId, approval }) {
      const row: TrialRow = {
        id: ids.id('ct'),
        node_id: nodeId,
        instance_id: instanceId,
        status: 'open',
        hash,
        previous_hash: previousHash,
        started_at: clock.now(),
        ends_at: clock.now() + seconds * 1000,
        ended_at: null,
        job_id: jobId,
        approval_json: JSON.stringify(approval),
      }
      await database.insertInto('config_trials').values(row).execute()
      watch(row)
      onChange(row)
      return row.id
    },
    async of(instanceId) {
      const row = await openRows().where('instance_id', '=', instanceId).executeTakeFirst()
      return row ? viewOf(row) : null
    },
    all: () => openRows().orderBy('ends_at').orderBy('id').limit(listedAtMost).execute(),
    confirm: (id) => decide(id, () => keep(id)),
    async drop(jobId) {
      const rows = await openRows().where('job_id', '=', jobId).execute()
      for (const { id } of rows) await end(id, 'reverted')
    },
    async wentBack(instanceId, hash) {
      const rows = await openRows()
        .where('instance_id', '=', instanceId)
        .where('previous_hash', '=', hash)
        .where('hash', '!=', hash)
        .execute()
      for (const { id } of rows) await end(id, 'reverted')
    },
    async needed(instanceId) {
      const rows = await openRows().where('instance_id', '=', instanceId).execute()
      return rows.flatMap(({ hash, previous_hash }) => [hash, previous_hash])
    },
    async start() {
      for (const row of await openRows().execute()) watch(row)
    },
    stop() {
      stopped = true
      for (const timer of timers.values()) timer.cancel()
    },
  }
}

function wentBackAlready(): Problem {
  return new Problem('trial_ended', 'This trial went back already: the version before is in force.')
}

export function viewOf(row: TrialRow): TrialView {
  return {
    id: row.id,
    status: row.status,
    hash: row.hash,
    previous_hash: row.previous_hash,
    started_at: isoTime(row.started_at),
    ends_at: isoTime(row.ends_at),
    job_id: row.job_id,
  }
}
