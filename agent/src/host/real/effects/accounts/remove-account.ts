import { lstat, readdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Accounts, Folders, Owner, Programs } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { isMissing } from '../../system-error.ts'
import type { PasswdEntry } from './passwd-entry.ts'
import { soonRunsNothing } from './running-as.ts'

/** Where an account leaves something beside its home, which would be of whoever gets its number or its name next. */
export interface Leftovers {
  /** Canonical folders of everybody's. */
  shared: readonly string[]
  /** Folders with files that are named after accounts: what cron runs as them, whether systemd keeps their services, mail. */
  named: readonly string[]
}

interface RemoveAccountDeps {
  programs: Programs
  folders: Pick<Folders, 'remove'>
  own: Owner
  leftovers: Leftovers
  /** The comment of an account that this agent made. */
  mark: string
  find(name: string): Promise<PasswdEntry | null>
}

const timeoutMs = 30_000
const mostLeft = 1000
/** Exit status of userdel(8) for an account that runs something. */
const isBusy = 8

/** First the home and then the account: cut off in between, there is still an account to be asked for. */
export function createRemoveAccount(deps: RemoveAccountDeps): Accounts['remove'] {
  const { programs, folders, own, leftovers, mark, find } = deps
  return async (name) => {
    const entry = await find(name)
    if (entry === null) return
    if (own.uid !== 0) throw new HostError('denied', `Only root may take away the account ${name}`)
    if (entry.uid === 0 || entry.comment !== mark) {
      throw new HostError('denied', `The account ${name} was not made by MoltBot Ops, so it stays`)
    }
    // First what would start something as the account again.
    for (const folder of leftovers.named) await removeFile(join(folder, name))
    if (!(await soonRunsNothing(entry.uid))) throw new HostError('denied', `A process still runs as ${name}`)
    const userdel = await programs.find('userdel')
    if (userdel === null) throw new HostError('failed', 'This system has no userdel')
    await folders.remove(entry.home, { owner: entry, root: dirname(entry.home) })
    for (const shared of leftovers.shared) {
      for (const path of await ownIn(shared, entry.uid)) {
        await folders.remove(path, { owner: entry, root: shared })
      }
    }
    const env = { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }
    const run = (...args: string[]) =>
      programs.run(userdel, [...args, '--', name], { owner: own, env, cwd: '/', timeoutMs })
    let { code, stderr } = await run()
    // A container that uses the same number keeps no account from going.
    if (code === isBusy && (await soonRunsNothing(entry.uid))) ({ code, stderr } = await run('--force'))
    // Also where it complains of something beside the account, such as a mailbox that was never there.
    if ((await find(name)) === null) return
    const last = stderr.trim().split('\n').at(-1) ?? ''
    throw new HostError(
      'failed',
      `The account ${name} could not be taken away: ${last || `userdel ended with ${code}`}`,
    )
  }
}

async function ownIn(folder: string, uid: number): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(folder).catch(ifMissing([]))) {
    const path = join(folder, name)
    if ((await lstat(path).catch(ifMissing(null)))?.uid === uid) found.push(path)
  }
  return found.slice(0, mostLeft)
}

async function removeFile(path: string): Promise<void> {
  const facts = await lstat(path).catch(ifMissing(null))
  if (facts?.isFile()) await unlink(path).catch(ifMissing(undefined))
}

function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (isMissing(error)) return value
    throw error
  }
}
