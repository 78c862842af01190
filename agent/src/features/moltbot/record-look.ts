import type { components } from '@moltbot-ops/api/types'
import type { Bus } from '../../core/bus.ts'
import { isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Log } from '../../core/log.ts'
import { type Look, lookEveryMs } from '../../moltbot/observe/watch-instance.ts'
import type { ChangeStore } from './change-store.ts'
import { type Before, nameChanges } from './name-changes.ts'
import type { ProbeBars } from './probe-bars.ts'

export type MoltBotStatus = components['schemas']['MoltBotStatus']

/** Between two changes the observation is written this rarely: it only serves the next run of the agent. */
const writeEveryMs = 60_000

export interface Recorder {
  record(look: Look): Promise<MoltBotStatus>
}

export interface RecorderDeps {
  database: Database
  bus: Bus
  log: Log
  bars: ProbeBars
  changes: ChangeStore
  nodeId: string
  instanceId: string
}

/** Keeps what the looks at one instance found, tells the bus, and names what changed. */
export function createRecorder({ database, bus, log, bars, changes, nodeId, instanceId }: RecorderDeps): Recorder {
  let before: (Before & { since: number; writtenAt: number }) | null = null

  const load = async ({ history }: Look) => {
    const row = await database
      .selectFrom('observations')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .executeTakeFirst()
    // Nothing that was there when the agent first came is a change.
    const known = { bootId: history.boot?.id ?? null, lastExitAt: history.lastExit?.at ?? null }
    const { boot, lastExit } = history
    const seenBefore = (at: number | undefined) => row !== undefined && at !== undefined && at > row.observed_at
    return {
      state: row?.state ?? '',
      version: row?.version ?? null,
      configHash: row?.config_hash ?? null,
      leaves: null,
      bootId: seenBefore(boot?.startedAt) ? null : known.bootId,
      lastExitAt: seenBefore(lastExit?.at) ? null : known.lastExitAt,
      since: row?.since ?? Number.NaN,
      writtenAt: Number.NEGATIVE_INFINITY,
    }
  }

  return {
    async record(look) {
      const { evidence, history, status } = look
      const { wall } = evidence.at
      const old = before ?? (await load(look))
      const kept = (work: Promise<unknown>) =>
        work.catch((error: unknown) =>
          log.error('What was observed could not be kept', { instance: instanceId, error }),
        )
      const isNew = old.state === ''
      const changed = status.state !== old.state
      const since = changed ? beginOf(look) : Math.min(old.since, wall)
      const config = evidence.config.kind === 'read' ? evidence.config.config : null
      for (const change of isNew ? [] : nameChanges(old, look)) {
        await kept(
          changes
            .add(instanceId, change)
            .then((added) => bus.publish('timeline', { instance_id: instanceId, change: added })),
        )
      }
      before = {
        state: status.state,
        version: status.version ?? old.version,
        configHash: config?.hash ?? old.configHash,
        leaves: config?.leaves ?? old.leaves,
        bootId: history.boot?.id ?? null,
        lastExitAt: history.lastExit?.at ?? null,
        since,
        writtenAt: old.writtenAt,
      }
      if (changed || Math.abs(wall - old.writtenAt) >= writeEveryMs) {
        before.writtenAt = wall
        const row = {
          state: status.state,
          since,
          observed_at: wall,
          config_hash: before.configHash,
          version: before.version,
        }
        await kept(
          database
            .insertInto('observations')
            .values({ instance_id: instanceId, node_id: nodeId, ...row })
            .onConflict((conflict) => conflict.column('instance_id').doUpdateSet(row))
            .execute(),
        )
      }
      await kept(measure(look))
      return {
        ...status,
        instance_id: instanceId,
        since: isoTime(since),
        interval_seconds: lookEveryMs / 1000,
      }
    },
  }

  /** A check counts while a gateway is there or should be; a MoltBot that was stopped by plan is down all the same. */
  async function measure({ evidence: { at, probe, process }, status }: Look): Promise<void> {
    const answered = probe?.kind === 'answered' && probe.ready ? probe : null
    if (status.state === 'unknown' || (process === null && probe === null && status.last_exit === null)) return
    await bars.add(instanceId, at.wall, {
      latencyMs: answered?.latencyMs ?? null,
      busy: answered?.eventLoop?.degraded ?? false,
    })
  }
}

/** When the new state began: a start and an end have their own times, the rest began when it was seen. */
function beginOf({ evidence: { at }, history: { boot, lastExit }, status }: Look): number {
  const known =
    status.state === 'starting'
      ? boot?.startedAt
      : status.state === 'stopped' || status.state === 'crash_looping'
        ? lastExit?.at
        : undefined
  return Math.min(known ?? at.wall, at.wall)
}
