import type { components } from '@moltbot-ops/api/types'
import type { Selectable } from 'kysely'
import { isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Ids } from '../../core/ids.ts'
import type { Installation } from '../../moltbot/locate/installation.ts'

export type InstanceRow = Selectable<Tables['instances']>
type Instance = components['schemas']['Instance']

const colours = ['plum', 'slate', 'rose', 'stone'] as const
/** `last_seen_at` is written this rarely: it is for people, and every write costs a sync of the disk. */
const seenEveryMs = 60_000
const mostInstances = 200

export interface InstanceStore {
  /** The row of an installation; made when it is seen for the first time. */
  adopt(installation: Installation, now: number): Promise<{ row: InstanceRow; isNew: boolean }>
  all(): Promise<InstanceRow[]>
  /** Undefined when there is no such instance. */
  update(
    id: string,
    change: { label?: string; colour?: Instance['colour']; is_default?: true },
  ): Promise<InstanceRow | undefined>
}

export interface InstanceStoreDeps {
  database: Database
  ids: Ids
  nodeId: string
  /** What the first instance of this machine is called. */
  firstLabel: () => Promise<string>
}

/** The gateways of this host. The first one found is the default until somebody chooses another. */
export function createInstanceStore({ database, ids, nodeId, firstLabel }: InstanceStoreDeps): InstanceStore {
  const byId = (id: string) => database.selectFrom('instances').selectAll().where('id', '=', id).executeTakeFirst()
  const all = () =>
    database.selectFrom('instances').selectAll().orderBy('first_seen_at').orderBy('id').limit(mostInstances).execute()

  /** Folders that look like an installation are soon made by the thousand; what was there for the shortest time goes. */
  const makeRoom = async () => {
    const longest = database
      .selectFrom('instances')
      .select('id')
      .orderBy((row) => row('last_seen_at', '-', row.ref('first_seen_at')), 'desc')
      .orderBy('first_seen_at')
      .limit(mostInstances - 1)
    await database.deleteFrom('instances').where('is_default', '=', 0).where('id', 'not in', longest).execute()
  }

  const add = async (installation: Installation, now: number): Promise<InstanceRow> => {
    const others = await all()
    const label = others.length === 0 ? await firstLabel() : (installation.profile ?? nameOf(installation))
    const row: InstanceRow = {
      id: ids.id('in'),
      node_id: nodeId,
      identity: installation.identity,
      product: installation.product,
      profile: installation.profile,
      label: label.slice(0, 60) || 'MoltBot',
      colour: colours[others.length % colours.length] ?? 'plum',
      is_default: others.some(({ is_default }) => is_default === 1) ? 0 : 1,
      state_dir: installation.stateDir,
      config_path: installation.configPath,
      port: installation.portHint,
      found_by_json: JSON.stringify(installation.foundBy),
      first_seen_at: now,
      last_seen_at: now,
    }
    await makeRoom()
    await database.insertInto('instances').values(row).execute()
    return row
  }

  return {
    all,
    async adopt(installation, now) {
      const known = await database
        .selectFrom('instances')
        .selectAll()
        .where('identity', '=', installation.identity)
        .executeTakeFirst()
      if (!known) return { row: await add(installation, now), isNew: true }
      const found = {
        product: installation.product,
        config_path: installation.configPath,
        found_by_json: JSON.stringify(installation.foundBy),
      }
      const differs =
        found.product !== known.product ||
        found.config_path !== known.config_path ||
        found.found_by_json !== known.found_by_json
      if (differs || Math.abs(now - known.last_seen_at) >= seenEveryMs) {
        await database
          .updateTable('instances')
          .set({ ...found, last_seen_at: now })
          .where('id', '=', known.id)
          .execute()
      }
      return { row: { ...known, ...found, last_seen_at: now }, isNew: false }
    },
    async update(id, { label, colour, is_default }) {
      const row = await byId(id)
      if (!row) return undefined
      await database.transaction().execute(async (work) => {
        if (is_default) await work.updateTable('instances').set({ is_default: 0 }).execute()
        const change = {
          ...(label !== undefined && { label }),
          ...(colour && { colour }),
          ...(is_default && { is_default: 1 as const }),
        }
        await work.updateTable('instances').set(change).where('id', '=', id).execute()
      })
      return byId(id)
    },
  }
}

function nameOf({ identity, stateDir, container }: Installation): string {
  if (container) return container.name
  const parts = (stateDir || identity).split('/').filter(Boolean)
  const last = parts.at(-1) ?? ''
  return last === 'state' || last === '.openclaw' ? (parts.at(-2) ?? last) : last.replace(/^\./, '')
}

export function instanceOf(row: InstanceRow, state: Instance['state'], port: number | null): Instance {
  return {
    id: row.id,
    label: row.label,
    colour: row.colour,
    is_default: row.is_default === 1,
    product: row.product,
    profile: row.profile,
    state_dir: row.state_dir,
    config_path: row.config_path,
    port: port ?? row.port,
    state,
    found_by: JSON.parse(row.found_by_json),
    last_seen_at: isoTime(row.last_seen_at),
  }
}
