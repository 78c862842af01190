import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from '../../../agent/src/core/database/open-database.ts'
import { metricNames, metricTable } from '../../../agent/src/features/metrics/metric-table.ts'
import { createMetricStore } from '../../../agent/src/features/metrics/store/metric-store.ts'
import { readHistory } from '../../../agent/src/features/metrics/store/read-history.ts'

export interface History {
  bytes: number
  points: number
  /** Mean of each minute of the last 24 hours. */
  day(): Promise<number[]>
  close(): Promise<void>
}

const start = 1_795_000_200
const daySeconds = 86_400
const now = start + daySeconds
const asked = 'mem_percent'

/** Repeats, and looks a little like a machine. */
const figureAt = (series: number, tick: number) => 1e6 * (series + 1) + Math.round(1000 * Math.sin(tick / 300 + series))

/** A day of the agent's own samples, in its own tables. */
export async function ownHistory(folder: string): Promise<History> {
  const path = join(folder, 'own.db')
  await openDatabase(path).destroy()
  // Everything that the agent keeps beside measurements.
  const empty = statSync(path).size
  const database = openDatabase(path)
  const store = createMetricStore({ database, nodeId: 'ag_bench' })
  const figures = (owner: 'host' | 'instance', tick: number) =>
    Object.fromEntries(
      metricNames.flatMap((name, index) => (metricTable[name].owner === owner ? [[name, figureAt(index, tick)]] : [])),
    )
  for (let tick = 0; tick < daySeconds / 10; tick++) {
    await store.write({
      ...{ at: (start + tick * 10) * 1000, mono: 0, agentCpuSeconds: 0, disks: [] },
      host: figures('host', tick),
      instances: [{ instanceId: 'in_1', figures: figures('instance', tick), cpuSeconds: null, startedAt: null }],
    })
  }
  const file = new DatabaseSync(path)
  file.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  file.close()
  return {
    bytes: statSync(path).size - empty,
    points: (daySeconds / 10) * metricNames.length,
    async day() {
      const question = { series: [asked] as const, instanceId: null, from: start, to: now - 1, now, step: 60 }
      const { rows } = await readHistory(database, await store.opened(), question)
      return rows[0]?.map((cell) => cell?.mean ?? Number.NaN) ?? []
    },
    close: () => database.destroy(),
  }
}

/** The same points and minutes as a row each, which is how a table of measurements is usually made. */
export function rowHistory(folder: string): History {
  const path = join(folder, 'rows.db')
  const file = new DatabaseSync(path)
  file.exec('PRAGMA journal_mode = WAL')
  file.exec('CREATE TABLE points (series INTEGER, at INTEGER, value REAL, PRIMARY KEY (series, at)) WITHOUT ROWID')
  const insert = file.prepare('INSERT INTO points VALUES (?, ?, ?)')
  file.exec('BEGIN')
  for (let tick = 0; tick < daySeconds / 10; tick++)
    for (const series of metricNames.keys()) insert.run(series, start + tick * 10, figureAt(series, tick))
  file.exec(
    `CREATE TABLE minutes (series INTEGER, at INTEGER, mean REAL, min REAL, max REAL, count INTEGER, PRIMARY KEY (series, at)) WITHOUT ROWID;
    INSERT INTO minutes SELECT series, at / 60 * 60, avg(value), min(value), max(value), count(*) FROM points GROUP BY series, at / 60;
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`,
  )
  const query = file.prepare(
    'SELECT avg(value) AS mean, min(value), max(value) FROM points WHERE series = ? AND at >= ? AND at < ? GROUP BY at / 60',
  )
  return {
    bytes: statSync(path).size,
    points: (daySeconds / 10) * metricNames.length,
    day: async () => query.all(metricNames.indexOf(asked), start, now).map((row) => Number(row.mean)),
    close: async () => file.close(),
  }
}

/** Throws unless both tell the same means. */
export async function checkSameDay(one: History, other: History): Promise<void> {
  const [first, second] = [await one.day(), await other.day()]
  const differs = (value: number, index: number) => Math.abs(value - (second[index] ?? Number.NaN)) > 1
  if (first.length !== second.length || first.some((value, index) => !(differs(value, index) === false)))
    throw new Error(`the histories differ: ${first.slice(0, 3)} and ${second.slice(0, 3)}; nothing was measured`)
}
