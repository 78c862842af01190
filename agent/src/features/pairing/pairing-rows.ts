import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { AgentKeys } from '../../core/keys.ts'

export type PairingRow = Selectable<Tables['pairings']>

/** A device whose name has nothing that can be shown. */
export const unnamed = 'Unnamed device'
/** How long a code and a link live. */
export const pairingLifeMs = 10 * 60 * 1000
/** A row from the future was made before the clock was set back; it ends instead of living longer. */
const clockStepMs = 60_000
/** So long a client that asks is told how its code ended. */
const keepEndedMs = 60 * 60 * 1000
const mostAlive = 50
const mostRows = 500

export function isAlive(row: { started_at: number; expires_at: number }, clock: Clock): boolean {
  return row.started_at - clockStepMs <= clock.now() && clock.now() < row.expires_at
}

/** Pairings that wait for a person or for their client, oldest first. */
export async function aliveRows(database: Database, clock: Clock): Promise<PairingRow[]> {
  const rows = await database
    .selectFrom('pairings')
    .selectAll()
    .where('status', 'in', ['pending', 'approved'])
    .where('expires_at', '>', clock.now())
    .orderBy('started_at')
    .orderBy('id')
    .execute()
  return rows.filter((row) => isAlive(row, clock))
}

/**
 * Makes room for one more pairing of `client`: its own oldest unapproved one ends, else the oldest unapproved one of
 * whoever holds most. What a person has approved is never taken away. Returns false when only those are left.
 */
export async function makeRoom(database: Database, clock: Clock, client: string): Promise<boolean> {
  await database
    .deleteFrom('pairings')
    .where('expires_at', '<', clock.now() - keepEndedMs)
    .execute()
  const newest = database
    .selectFrom('pairings')
    .select('id')
    .orderBy('started_at', 'desc')
    .limit(mostRows - 1)
  await database
    .deleteFrom('pairings')
    .where('id', 'not in', newest)
    .where((row) => row.or([row('status', '!=', 'approved'), row('expires_at', '<=', clock.now())]))
    .execute()
  const alive = await aliveRows(database, clock)
  if (alive.length < mostAlive) return true
  const unapproved = Map.groupBy(
    alive.filter((row) => row.status === 'pending'),
    (row) => row.client,
  )
  const [victim] = unapproved.get(client) ?? [...unapproved.values()].sort((a, b) => b.length - a.length)[0] ?? []
  if (!victim) return false
  await database.updateTable('pairings').set({ expires_at: clock.now() }).where('id', '=', victim.id).execute()
  return true
}

export function toWire(row: PairingRow, { keys, clock }: { keys: AgentKeys; clock: Clock }) {
  const ended = (row.status === 'pending' || row.status === 'approved') && !isAlive(row, clock)
  return {
    id: row.id,
    pairing_code: keys.open(row.code_sealed, row.id),
    device_name: row.device_name,
    key_fingerprint: row.key_fingerprint,
    client: row.client,
    status: ended ? 'expired' : row.status,
    role: row.role,
    started_at: isoTime(row.started_at),
    expires_at: isoTime(row.expires_at),
  } satisfies components['schemas']['PendingPairing']
}
