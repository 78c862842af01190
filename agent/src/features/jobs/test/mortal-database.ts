import { DatabaseSync } from 'node:sqlite'
import { type DatabaseConnection, type Dialect, Kysely } from 'kysely'
import { nodeSqliteDialect } from '../../../core/database/node-sqlite-dialect.ts'
import type { Tables } from '../../../core/database/tables.ts'

/** The one moment of an agent's life at which it is killed; nothing that was waited for ever goes on after it. */
export interface Fate {
  /** Passes, or never settles: the agent died here or before. */
  pass(moment: string): Promise<void>
  /** Every moment that was passed, in order. */
  moments: string[]
  isDead(): boolean
}

/** @param at number of the moment at which it dies, from 0; null lives on */
export function createFate(at: number | null): Fate {
  const moments: string[] = []
  let dead = false
  return {
    moments,
    isDead: () => dead,
    pass(moment) {
      dead ||= moments.length === at
      if (dead) return new Promise<never>(() => undefined)
      moments.push(moment)
      return Promise.resolve()
    },
  }
}

/** The database at `path`, which has its tables, as an agent with this fate has it: it may die before and after everything that it writes. */
export function openMortalDatabase(path: string, fate: Fate) {
  const file = new DatabaseSync(path)
  // That a power cut loses nothing is SQLite's promise, and would only make these tests slow.
  file.exec('PRAGMA synchronous = OFF')
  const real = nodeSqliteDialect(file)
  const dialect: Dialect = {
    createAdapter: () => real.createAdapter(),
    createIntrospector: (database) => real.createIntrospector(database),
    createQueryCompiler: () => real.createQueryCompiler(),
    createDriver() {
      const driver = real.createDriver()
      return {
        init: () => driver.init(),
        acquireConnection: async () => mortal(await driver.acquireConnection(), fate),
        beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
        commitTransaction: (connection) => driver.commitTransaction(connection),
        rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
        releaseConnection: (connection) => driver.releaseConnection(connection),
        destroy: () => driver.destroy(),
      }
    },
  }
  return { database: new Kysely<Tables>({ dialect }), close: () => file.close() }
}

function mortal(connection: DatabaseConnection, fate: Fate): DatabaseConnection {
  return {
    streamQuery: (query, size) => connection.streamQuery(query, size),
    async executeQuery(query) {
      const written = nameOf(query.sql, query.parameters)
      if (written === null) return connection.executeQuery(query)
      await fate.pass(`before ${written}`)
      const result = await connection.executeQuery<never>(query)
      await fate.pass(`after ${written}`)
      return result
    },
  }
}

/** What a statement writes, for the name of the moment; null for one that only reads. */
function nameOf(sql: string, parameters: readonly unknown[]): string | null {
  const [, verb, table] = /^(insert into|update|delete from) "(\w+)"/.exec(sql) ?? []
  if (verb === undefined) return null
  const steps = parameters.find((value) => typeof value === 'string' && value.startsWith('[{"name":'))
  const of = typeof steps === 'string' ? ` (${JSON.parse(steps).map(({ status }: { status: string }) => status)})` : ''
  return `${verb} ${table}${of}`
}
