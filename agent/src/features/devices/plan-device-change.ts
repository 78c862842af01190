import type { Plan, Planners } from '../../core/consent.ts'
import type { Database } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'

/** Plans of what somebody else may do here from now on. */
export function createDevicePlanners(database: Database): Planners {
  async function read(id: unknown) {
    const device = await database
      .selectFrom('devices')
      .select(['id', 'name', 'role'])
      .where('id', '=', String(id))
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (!device) throw new Problem('not_found', 'There is no such device.')
    return device
  }

  const base = { instanceId: null, losses: [], downtimeSeconds: null }
  const step = (id: string, title: string) => [{ id, title, detail: null, seconds: 1, moltbotStopped: false }]

  return {
    async deleteDevice({ id }): Promise<Plan> {
      const device = await read(id)
      return {
        ...base,
        target: { kind: 'device', id: device.id, name: device.name },
        summary: `Revoke the device ${device.name}.`,
        steps: step('revoke', 'Revoke it and end its sessions'),
        affects: ['It can do nothing here until it is paired again.'],
        undo: 'Pair it again.',
        risk: 'medium',
        basis: { role: device.role },
      }
    },
    async updateDevice({ id, role, name }): Promise<Plan> {
      const device = await read(id)
      const renamed = name === undefined ? [] : [`Its name becomes ${String(name)}.`]
      return {
        ...base,
        target: { kind: 'device', id: device.id, name: device.name },
        summary: `Make the device ${device.name} ${String(role)}; it is ${device.role} now.`,
        steps: step('change', 'Change its role and end what it has open'),
        affects: [...powers(String(role)), ...renamed],
        undo: `Make it ${device.role} again.`,
        risk: role === 'owner' ? 'high' : 'medium',
        basis: { role: device.role },
      }
    },
  }
}

function powers(role: string): string[] {
  if (role === 'owner') return ['It can approve everything, pair and revoke devices.']
  if (role === 'admin') return ['It can propose and approve changes of MoltBot.']
  return ['It can only look.']
}
