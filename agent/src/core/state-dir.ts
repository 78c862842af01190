import { chmod, mkdir, readdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Clock } from './clock.ts'
import { CorruptDatabaseError, type Database, openDatabase } from './database/open-database.ts'
import { shellWord } from './shell-word.ts'

/** The state directory cannot be used; the message says why and what to do. */
export class StateDirError extends Error {}

export interface StateDir {
  path: string
  database: Database
  /** What a person should know about how the directory was opened, such as a damaged database that was kept aside. */
  notices: string[]
  /** Gives the directory up, so that another agent may take it. */
  release(): Promise<void>
}

/**
 * Takes a state directory for this agent alone: mode 0700, one agent at a time, database open and up to date. A damaged
 * database is kept aside, never deleted.
 * @param program what a person types to run the command line here, for what to do instead
 * @param mode what the directory was made for; a simulated agent never writes into a real one's directory, or vice versa
 * @throws StateDirError
 */
export async function openStateDir(
  path: string,
  mode: 'real' | 'simulated',
  clock: Clock,
  program = 'moltbot-ops',
): Promise<StateDir> {
  await makePrivate(path)
  const lock = takeLock(path, program)
  try {
    const notices: string[] = []
    const database = await openOrKeepAside(join(path, 'agent.sqlite'), clock, notices)
    await claimMode(database, mode, path)
    return {
      path,
      database,
      notices,
      async release() {
        await database.destroy()
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

async function makePrivate(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await refuseForeign(path)
    await chmod(path, 0o700)
  } catch (error) {
    if (error instanceof StateDirError) throw error
    throw new StateDirError(
      `The state directory ${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another with --state-dir.`,
      { cause: error },
    )
  }
}

/** Whoever owns the directory, or could write into it, may have put keys of their own there; root would take anybody's. */
async function refuseForeign(path: string): Promise<void> {
  const { uid, mode } = await stat(path)
  const own = process.getuid?.()
  if (own !== undefined && uid !== own) {
    throw new StateDirError(
      `The state directory ${path} belongs to another user (${uid}). Name another with --state-dir.`,
    )
  }
  if ((mode & 0o022) !== 0 && (await readdir(path)).length > 0) {
    throw new StateDirError(
      `The state directory ${path} can be written by other users, so what is in it may be theirs. Look at it, then \`chmod 700\` it, or name another with --state-dir.`,
    )
  }
}

/** An exclusive lock that the kernel gives back when the process ends, however it ends. */
function takeLock(path: string, program: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(join(path, 'agent.lock'), { timeout: 0 })
    lock.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT;',
    )
    return lock
  } catch (error) {
    lock?.close()
    const busy = (error as { errcode?: number }).errcode === 5
    const why = busy
      ? `Another agent already uses ${path}. See how it is with \`${program} status --state-dir ${shellWord(path)}\`, or name another directory with --state-dir.`
      : `The state directory ${path} cannot be written: ${(error as Error).message}. Name another with --state-dir.`
    throw new StateDirError(why, { cause: error })
  }
}

async function openOrKeepAside(file: string, clock: Clock, notices: string[]): Promise<Database> {
  try {
    return openDatabase(file)
  } catch (error) {
    if (!(error instanceof CorruptDatabaseError)) {
      throw new StateDirError((error as Error).message, { cause: error })
    }
    const aside = `${file}.damaged-${clock.now()}`
    for (const suffix of ['', '-wal', '-shm']) await rename(file + suffix, aside + suffix).catch(ignoreMissing)
    notices.push(
      `The agent's database was damaged. It was kept aside as ${aside}, and a new one was begun: paired devices must pair again, and the history starts now.`,
    )
    return openDatabase(file)
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function claimMode(database: Database, mode: string, path: string): Promise<void> {
  const row = await database.selectFrom('settings').select('value').where('key', '=', 'mode').executeTakeFirst()
  if (row === undefined) {
    await database.insertInto('settings').values({ key: 'mode', value: mode }).execute()
    return
  }
  if (row.value !== mode) {
    await database.destroy()
    throw new StateDirError(`${path} belongs to a ${row.value} host. Name another directory with --state-dir.`)
  }
}
