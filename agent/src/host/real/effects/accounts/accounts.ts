import { constants } from 'node:fs'
import { access, lstat, mkdir, open, readFile, realpath } from 'node:fs/promises'
import { dirname, normalize } from 'node:path'
import type { Accounts, Folders, Owner, Programs } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { hostError, isMissing } from '../../system-error.ts'
import type { PasswdEntry } from './passwd-entry.ts'
import type { ReadAccount } from './read-accounts.ts'
import { createRemoveAccount, type Leftovers } from './remove-account.ts'
import { soonRunsNothing } from './running-as.ts'

interface AccountsDeps {
  programs: Programs
  folders: Pick<Folders, 'remove'>
  leftovers: Leftovers
  read: ReadAccount
  own: Owner
}

/** What useradd takes by default; other names may exist, but none is made. */
const plainName = /^[a-z_][a-z0-9_-]{0,30}$/
/** The comment of an account that was made here, by which it is known again. */
const mark = 'MoltBot (made by MoltBot Ops)'
const timeoutMs = 30_000
const noLogins = ['/usr/sbin/nologin', '/sbin/nologin', '/usr/bin/false', '/bin/false']
/** CAP_CHOWN, CAP_SETGID and CAP_SETUID of capabilities(7). */
const needed = (1n << 0n) | (1n << 6n) | (1n << 7n)

export function createAccounts({ programs, folders, leftovers, read, own }: AccountsDeps): Accounts {
  const entryOf = async (name: string) => {
    // A list of users also answers to a number; a name is never one.
    const found = /^[A-Za-z_][A-Za-z0-9._-]{0,31}\$?$/.test(name) ? await read(name) : null
    return found?.name === name ? found : null
  }
  const find = async (name: string) => ownerOf(await entryOf(name))
  return {
    find,
    async byUid(uid) {
      const found = Number.isInteger(uid) && uid >= 0 ? await read(String(uid)) : null
      return found?.uid === uid ? ownerOf(found) : null
    },
    remove: createRemoveAccount({ programs, folders, leftovers, own, mark, find: entryOf }),
    isIdle: ({ uid }) => soonRunsNothing(uid),
    mayActAsOthers: async () => own.uid === 0 && (await hasRightsOfRoot()),
    async createSystem(name, home) {
      const there = await find(name)
      if (there) return there
      if (own.uid !== 0) throw new HostError('denied', `Only root may make the account ${name}`)
      if (!plainName.test(name)) throw new HostError('unsafe', `${name} is not a plain name for an account`)
      await proveFree(home)
      await addUser(programs, own, name, home)
      const made = await find(name)
      if (!made) throw new HostError('failed', `The account ${name} was made, but the system does not list it`)
      await closeHome(made, home)
      return made
    },
  }
}

function ownerOf(entry: PasswdEntry | null): Owner | null {
  if (entry === null) return null
  const { uid, gid, name, home } = entry
  return { uid, gid, name, home }
}

/** A home that is there already may hold what somebody else put there, and would not belong to the new account. */
async function proveFree(home: string): Promise<void> {
  if (!home.startsWith('/') || normalize(home) !== home || home.endsWith('/') || /[:\n]/.test(home)) {
    throw new HostError('unsafe', `${home} is not a path for a home`)
  }
  const there = await lstat(home).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw hostError(`Looking at ${home}`, error)
  })
  if (there) throw new HostError('unsafe', `${home} is there already. Move it away, or name another home.`)
  const parent = dirname(home)
  try {
    await mkdir(parent, { recursive: true, mode: 0o755 })
    const { uid } = await lstat(parent)
    if (uid === 0 && (await realpath(parent)) === parent) return
  } catch (error) {
    throw hostError(`Making ${parent}`, error)
  }
  throw new HostError('unsafe', `${parent} must be a directory of root, reached through no symbolic link`)
}

async function addUser(programs: Programs, own: Owner, name: string, home: string): Promise<void> {
  const useradd = await programs.find('useradd')
  if (useradd === null) {
    throw new HostError(
      'failed',
      `This system has no useradd. Make a system account ${name} with the home ${home} that cannot log in, then try again.`,
    )
  }
  const shell = await firstProgram(noLogins)
  const args = ['--system', '--comment', mark, '--home-dir', home, '--create-home', '--shell', shell, '--', name]
  const options = { owner: own, env: { LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }, cwd: '/', timeoutMs }
  const { code, stderr } = await programs.run(useradd, args, options)
  if (code === 0) return
  const last = stderr.trim().split('\n').at(-1) ?? ''
  throw new HostError('failed', `The account ${name} could not be made: ${last || `useradd ended with ${code}`}`)
}

/** What mode useradd gives a home depends on the system. */
async function closeHome({ uid, name }: Owner, home: string): Promise<void> {
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants
  try {
    const folder = await open(home, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    try {
      if ((await folder.stat()).uid !== uid) throw new HostError('unsafe', `${home} does not belong to ${name}`)
      await folder.chmod(0o700)
    } finally {
      await folder.close()
    }
  } catch (error) {
    throw hostError(`Closing ${home} to others`, error)
  }
}

async function firstProgram(paths: string[]): Promise<string> {
  for (const path of paths) {
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path
  }
  throw new HostError(
    'failed',
    'This system has no program for an account that cannot log in, such as /usr/sbin/nologin',
  )
}

/** In a container root may lack the rights to change users; macOS knows no such thing. */
async function hasRightsOfRoot(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const status = await readFile('/proc/self/status', 'utf8')
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'
  return (BigInt(`0x${effective}`) & needed) === needed
}
