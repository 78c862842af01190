import type { Database } from '../../../core/database/open-database.ts'
import { type MetricName, metricTable } from '../metric-table.ts'
import { chooseStep, countOf, tierFor } from './choose-step.ts'
import { endOf } from './fold.ts'
import type { OpenedStore } from './metric-store.ts'
import { createSums } from './sums.ts'
import { type Cell, pickCells } from './tick-body.ts'
import { raw, stepBegin, type Tier, tiers } from './tiers.ts'

export interface HistoryQuestion {
  series: readonly MetricName[]
  /** Null where there is no gateway: what is measured of gateways is not known then. */
  instanceId: string | null
  /** In seconds since 1970. */
  from: number
  to: number
  now: number
  /** Wished seconds between points. */
  step: number | undefined
}

export interface HistoryAnswer {
  step: number
  /** Begin of each step in seconds since 1970; at most 2,000. */
  times: number[]
  /** One row for each series, one cell for each time; null is not known. */
  rows: (Cell | null)[][]
}

/** Reads measurements over time: from the coarsest tier that is fine enough, and what is not in it yet from finer ones. */
export async function readHistory(
  database: Database,
  { columns, subjects }: OpenedStore,
  { series, instanceId, from, to, now, step: wish }: HistoryQuestion,
): Promise<HistoryAnswer> {
  const step = chooseStep({ from, to, now }, wish)
  const begin = stepBegin(from, step)
  const times = Array.from({ length: countOf(from, to, step) }, (_, index) => begin + index * step)
  const sums = series.map(() => createSums(times.length))
  const picks = (['host', 'instance'] as const).flatMap((owner) => {
    const subject = owner === 'host' ? subjects.known('') : instanceId === null ? null : subjects.known(instanceId)
    const wanted = series
      .map((name, index) => ({ name, index }))
      .filter(({ name }) => metricTable[name].owner === owner)
    if (subject === null || wanted.length === 0) return []
    const own = wanted.map(({ index }) => sums[index])
    return [{ subject, columns: wanted.map(({ name }) => columns[owner].indexOf(name)), sums: own }]
  })

  const pieces = picks.length === 0 ? [] : await piecesOf(database, tierFor(step), begin, to)
  for (const { tier, from: first, to: last } of pieces) {
    const found = await database
      .selectFrom(tier.table)
      .select(['at', 'body'])
      .where('at', '>=', first)
      .where('at', '<=', last)
      .orderBy('at')
      .execute()
    for (const { at, body } of found) {
      const index = Math.floor((at - begin) / step)
      for (const pick of picks) {
        pickCells(tier.shape, body, pick, (which, mean, min, max, count) =>
          pick.sums[which]?.add(index, mean, min, max, count),
        )
      }
    }
  }
  return { step, times, rows: sums.map((one) => one.cells()) }
}

/** The begin of the oldest step that is kept; null when there is none. */
export async function oldestKept(database: Database): Promise<number | null> {
  const firsts = await Promise.all(
    tiers.map(({ table }) => database.selectFrom(table).select('at').orderBy('at').limit(1).executeTakeFirst()),
  )
  const known = firsts.flatMap((first) => first?.at ?? [])
  return known.length === 0 ? null : Math.min(...known)
}

interface Piece {
  tier: Tier
  from: number
  to: number
}

/** Each tier ends where the next finer one goes on. */
async function piecesOf(database: Database, coarsest: Tier, from: number, to: number): Promise<Piece[]> {
  const pieces: Piece[] = []
  let next = from
  for (const tier of tiers.slice(0, tiers.indexOf(coarsest) + 1).toReversed()) {
    const end = tier === raw ? Number.POSITIVE_INFINITY : await endOf(database, tier)
    if (end > next) pieces.push({ tier, from: next, to: Math.min(to, end - 1) })
    next = Math.max(next, end)
    if (next > to) break
  }
  return pieces
}
