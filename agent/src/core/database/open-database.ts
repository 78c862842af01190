import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { type Migration, migrations } from './migrations.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/** The file was written by a newer MoltBot Ops: going on could lose what it keeps there. */
export class NewerSchemaError extends Error {}

/** The file is not a database or is damaged. */
export class CorruptDatabaseError extends Error {}

/**
 * Opens the database at `path` (`:memory:` in tests) and brings its schema up to date, each step in a transaction.
 * Before an existing file is changed, a consistent copy is kept beside it as `<path>.schema-<n>`.
 * @throws NewerSchemaError, CorruptDatabaseError
 */
export function openDatabase(path: string): Database {
  const database = openFile(path)
  try {
    migrate(database, migrations, (schema) => keepCopy(database, `${path}.schema-${schema}`))
  } catch (error) {
    database.close()
    throw error
  }
  return new Kysely<Tables>({ dialect: nodeSqliteDialect(database) })
}

function openFile(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 2000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;')
    const [check] = database.prepare('PRAGMA quick_check(1)').all()
    if (check?.quick_check !== 'ok') throw new Error(String(check?.quick_check))
    return database
  } catch (error) {
    database?.close()
    if (isDamage(error))
      throw new CorruptDatabaseError(`The database is damaged: ${(error as Error).message}`, { cause: error })
    throw error
  }
}

/** SQLITE_CORRUPT (11) and SQLITE_NOTADB (26), see https://sqlite.org/rescode.html; a failed check has no code. */
function isDamage(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode
  return code === undefined || (code & 0xff) === 11 || code === 26
}

function keepCopy(database: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true })
  database.prepare('VACUUM INTO ?').run(copy)
}

function migrate(database: DatabaseSync, steps: Migration[], beforeMigration: (schema: number) => void): void {
  const schema = Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (schema > steps.length) {
    throw new NewerSchemaError(
      `The state directory was written by a newer MoltBot Ops (schema ${schema}; this version knows ${steps.length}).`,
    )
  }
  if (schema > 0 && schema < steps.length) beforeMigration(schema)
  for (const [index, step] of steps.entries()) {
    if (index < schema) continue
    database.exec(`BEGIN IMMEDIATE; ${step.sql} PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}
