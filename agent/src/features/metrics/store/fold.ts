import { sql } from 'kysely'
import type { Database } from '../../../core/database/open-database.ts'
import { summarize } from './summarize.ts'
import { encodeBody } from './tick-body.ts'
import { stepBegin, type Tier } from './tiers.ts'

/** So many fine steps are folded at a time: an agent that was away for long catches up little by little. */
const mostRows = 120

/** The end of the last step that is kept in a tier, in seconds since 1970; 0 when there is none. */
export async function endOf(database: Database, tier: Tier): Promise<number> {
  const row = await database.selectFrom(tier.table).select('at').orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? 0 : row.at + tier.seconds
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
    .selectFrom(fine.table)
    .select(['at', 'body'])
    .where('at', '>=', from)
    .where('at', '<', stepBegin(closed, coarse.seconds))
    .orderBy('at')
    .limit(mostRows)
    .execute()
  const steps = new Map<number, Uint8Array[]>()
  for (const { at, body } of rows) {
    const begin = stepBegin(at, coarse.seconds)
    const bodies = steps.get(begin) ?? []
    steps.set(begin, bodies)
    bodies.push(body)
  }
  // The last one may go on in the rows that were not read.
  const whole = rows.length < mostRows ? [...steps] : [...steps].slice(0, -1)
  for (const [at, bodies] of whole) {
    const body = encodeBody(coarse.shape, summarize(fine.shape, bodies))
    await database.replaceInto(coarse.table).values({ at, body }).execute()
  }
  const last = whole.at(-1)
  return last === undefined ? from : last[0] + coarse.seconds
}

/** Removes some of the steps of a tier that began before a time. */
export async function prune(database: Database, { table }: Tier, before: number): Promise<void> {
  const some = database.selectFrom(table).select('at').where('at', '<', before).orderBy('at').limit(sql.lit(mostRows))
  await database.deleteFrom(table).where('at', 'in', some).execute()
}

/** Removes some of the steps that lie ahead, from a time in which the clock was wrong: they would hold up all others. */
export async function pruneAhead(database: Database, { table }: Tier, after: number): Promise<void> {
  const some = database.selectFrom(table).select('at').where('at', '>', after).orderBy('at').limit(sql.lit(mostRows))
  await database.deleteFrom(table).where('at', 'in', some).execute()
}
