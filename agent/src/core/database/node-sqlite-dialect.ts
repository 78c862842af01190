import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { SqliteDialect } from 'kysely'

/**
 * Kysely on node:sqlite. Kysely passes parameters as one array and asks whether a statement reads; node:sqlite takes
 * them one by one and does not say, so both are bridged here.
 */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        const statement = database.prepare(sql)
        const spread = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
        return {
          reader: statement.columns().length > 0,
          all: (parameters) => statement.all(...spread(parameters)),
          run: (parameters) => statement.run(...spread(parameters)),
          iterate: (parameters) => statement.iterate(...spread(parameters)) as IterableIterator<unknown>,
        }
      },
    },
  })
}
