import type { Selectable } from 'kysely'
import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import type { Planners } from '../../core/consent.ts'
import { deviceAnswer } from '../../core/database/device-answer.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Tables } from '../../core/database/tables.ts'
import type { Feature } from '../../core/handler.ts'
import { plainName } from '../../core/plain-name.ts'
import { Problem } from '../../core/problem.ts'
import type { Auth } from '../auth/auth.ts'
import { createDevicePlanners } from './plan-device-change.ts'

export interface DevicesDeps {
  database: Database
  clock: Clock
  bus: Bus
  auth: Pick<Auth, 'sessions'>
}

type DeviceRow = Selectable<Tables['devices']>

/** Paired devices: a change of role or a revocation counts from the next request on. */
export function createDevices({ database, clock, bus, auth }: DevicesDeps): {
  handlers: Feature<'listDevices' | 'updateDevice' | 'deleteDevice'>
  planners: Planners
} {
  /** Reads, checks and writes in one transaction, so that two changes cannot take away the last two owners. */
  async function change(id: string, values: Partial<Pick<DeviceRow, 'name' | 'role' | 'revoked_at'>>) {
    const changed = await database.transaction().execute(async (transaction) => {
      const live = await transaction.selectFrom('devices').selectAll().where('revoked_at', 'is', null).execute()
      const device = live.find((one) => one.id === id)
      if (!device) throw notFound()
      const after = { ...device, ...values }
      const staysOwner = after.role === 'owner' && after.revoked_at === null
      const otherOwners = live.some((one) => one.id !== id && one.role === 'owner')
      if (device.role === 'owner' && !staysOwner && !otherOwners) {
        throw new Problem('last_owner', 'This is the last owner. Make another device owner first.')
      }
      const { name, role, revoked_at } = after
      await transaction.updateTable('devices').set({ name, role, revoked_at }).where('id', '=', id).execute()
      return after
    })
    auth.sessions.forget(id)
    return changed
  }

  return {
    planners: createDevicePlanners(database),
    handlers: {
      async listDevices({ actor }) {
        const rows = await database
          .selectFrom('devices')
          .selectAll()
          .where('revoked_at', 'is', null)
          .orderBy('paired_at')
          .orderBy('id')
          .execute()
        return { items: rows.map((row) => deviceAnswer(row, actor.deviceId)), next_cursor: null }
      },
      async updateDevice({ path, body, actor }) {
        const { name, role } = body
        const device = await change(path.id, {
          ...(name === undefined ? {} : { name: plainName(name, 'Unnamed device') }),
          ...(role === undefined ? {} : { role }),
        })
        if (role !== undefined) await auth.sessions.roleChanged(path.id)
        bus.publish('devices', { changed: path.id })
        return deviceAnswer(device, actor.deviceId)
      },
      async deleteDevice({ path }) {
        await change(path.id, { revoked_at: clock.now() })
        await auth.sessions.endOfDevice(path.id)
        bus.publish('devices', { changed: path.id })
      },
    },
  }
}

function notFound(): Problem {
  return new Problem('not_found', 'There is no such device.')
}
