import { sql } from 'kysely'
import type { Database } from '../../../core/database/open-database.ts'
import { summarize } from './summarize.ts'
import { encodeBody } from './tick-body.ts'
import { placeOf, stepBegin, type Tier, timeOf } from './tiers.ts'

/** So many fine steps are folded at a time: an agent that was away for long catches up little by little. */
const mostRows = 120

/** The end of the last step that is kept in a tier, in seconds since 1970; 0 when there is none. */
export async function endOf(database: Database, tier: Tier): Promise<number> {
  const row = await database
    .selectFrom('metric_ticks')
    .select('place')
    .where('place', '>=', placeOf(tier, 0))
    .where('place', '<=', placeOf(tier, Number.POSITIVE_INFINITY))
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? 0 : timeOf(tier, row.place) + tier.seconds
}

/**
 * Brings whole steps of `fine` that ended by `closed` together into steps of `coarse`, from where that ends. Doing it again
 * does nothing: what is there tells how far it came. Returns the new end.
 */
export async function fold(
  database: Database,
  { fine, coarse, closed }: { fine: Tier; coarse: Tier; closed: number },
): Promise<number> {
  const from = await endOf(database, coarse)
  const rows = await database
    .selectFrom('metric_ticks')
    .selectAll()
    .where('place', '>=', placeOf(fine, from))
    .where('place', '<', placeOf(fine, stepBegin(closed, coarse.seconds)))
    .orderBy('place')
    .limit(mostRows)
    .execute()
  const steps = new Map<number, Uint8Array[]>()
  for (const { place, body } of rows) {
    const at = stepBegin(timeOf(fine, place), coarse.seconds)
    const bodies = steps.get(at) ?? []
    steps.set(at, bodies)
    bodies.push(body)
  }
  // The last one may go on in the rows that were not read.
  const whole = rows.length < mostRows ? [...steps] : [...steps].slice(0, -1)
  for (const [at, bodies] of whole) {
    const body = encodeBody(coarse.shape, summarize(fine.shape, bodies))
    await database
      .replaceInto('metric_ticks')
      .values({ place: placeOf(coarse, at), body })
      .execute()
  }
  const last = whole.at(-1)
  return last === undefined ? from : last[0] + coarse.seconds
}

/** Removes some of the steps of a tier that began before a time. */
export async function prune(database: Database, tier: Tier, before: number): Promise<void> {
  await removeSome(database, placeOf(tier, 0), placeOf(tier, before))
}

/** Removes some of the steps that lie ahead, from a time in which the clock was wrong: they would hold up all others. */
export async function pruneAhead(database: Database, tier: Tier, after: number): Promise<void> {
  await removeSome(database, placeOf(tier, after), placeOf(tier, Number.POSITIVE_INFINITY))
}

async function removeSome(database: Database, from: number, to: number): Promise<void> {
  const some = database
    .selectFrom('metric_ticks')
    .select('place')
    .where('place', '>=', from)
    .where('place', '<', to)
    .orderBy('place')
    .limit(sql.lit(mostRows))
  await database.deleteFrom('metric_ticks').where('place', 'in', some).execute()
}
