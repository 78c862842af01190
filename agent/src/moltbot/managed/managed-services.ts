import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { Problem } from '../../core/problem.ts'
import type { Effects, ServiceDefinition, ServiceManager, ServiceManagerKind } from '../../host/effects.ts'

/** A MoltBot that this agent installed, and what keeps it running. Holds no secret. */
export interface ManagedService {
  /** Canonical state directory, or `docker:<container>`: the identity of the installation. */
  identity: string
  stateDir: string
  configPath: string
  manager: ServiceManagerKind
  definition: ServiceDefinition
  method: 'npm' | 'docker' | 'brew'
  version: string
  /** Where the program is; null in a container. */
  prefix: string | null
}

export interface ManagedServices {
  all(): readonly ManagedService[]
  of(identity: string): ManagedService | null
  save(service: ManagedService): Promise<void>
  forget(identity: string): Promise<void>
  /** @throws Problem not_managed where this host has no such manager any more */
  managerOf(service: ManagedService): ServiceManager
}

export interface ManagedServicesDeps {
  database: Database
  clock: Clock
  nodeId: string
  effects: Pick<Effects, 'serviceManagers'>
}

/** What this agent installed, read once and kept in memory. */
export async function createManagedServices(deps: ManagedServicesDeps): Promise<ManagedServices> {
  const { database, clock, nodeId, effects } = deps
  const rows = await database.selectFrom('managed_services').select('service_json').orderBy('created_at').execute()
  const known = new Map<string, ManagedService>()
  for (const row of rows) {
    const service: ManagedService = JSON.parse(row.service_json)
    known.set(service.identity, service)
  }
  return {
    all: () => [...known.values()],
    of: (identity) => known.get(identity) ?? null,
    async save(service) {
      const service_json = JSON.stringify(service)
      await database
        .insertInto('managed_services')
        .values({ identity: service.identity, node_id: nodeId, service_json, created_at: clock.now() })
        .onConflict((conflict) => conflict.column('identity').doUpdateSet({ service_json }))
        .execute()
      known.set(service.identity, service)
    },
    async forget(identity) {
      await database.deleteFrom('managed_services').where('identity', '=', identity).execute()
      known.delete(identity)
    },
    managerOf(service) {
      const manager = effects.serviceManagers.find(({ kind }) => kind === service.manager)
      if (manager) return manager
      throw new Problem('not_managed', `What keeps this MoltBot running (${service.manager}) is not on this host.`)
    },
  }
}
