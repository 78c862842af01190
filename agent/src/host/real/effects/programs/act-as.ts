import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Owner } from '../../../effects.ts'
import { HostError } from '../../../host.ts'

/** How a program is started so that it runs as its owner. */
export interface Launch {
  file: string
  args: string[]
  /** Given to the system call itself, where no program changes the user. */
  uid?: number
  gid?: number
  /** A program that the owner cannot reach by its path: opened by the agent, passed on as descriptor 3. */
  passed: string | null
}

export type ActAs = (
  file: string,
  args: readonly string[],
  owner: Owner,
  env: Record<string, string>,
) => Promise<Launch>

interface ActAsDeps {
  ownUid: number
  /** The Node that runs the agent. */
  ownNode: string
  find(name: string): Promise<string | null>
}

/** Variables that would have the loader or the C library of setpriv read what they name, while it is still root. */
const readWhileRoot = /^(LD_|MALLOC_|GCONV_PATH$|GETCONF_DIR$|GLIBC_TUNABLES$|LOCPATH$|NLSPATH$)/

/**
 * Runs a program as `owner`. `setpriv` of util-linux gives the owner's groups instead of root's, takes away the way back
 * to root, and has the kernel end the program when the agent dies. Where there is none, the system call takes the owner's
 * user and group and drops every other group.
 * @throws HostError denied, when the agent is not root and the owner is somebody else; unsafe, for a variable that would
 * act on a program that still runs as root
 */
export function createActAs({ ownUid, ownNode, find }: ActAsDeps): ActAs {
  let known: Promise<string | null> | undefined
  return async (file, args, owner, env) => {
    known ??= usableSetpriv(find)
    const setpriv = await known
    if (owner.uid === ownUid) {
      if (setpriv === null) return { file, args: [...args], passed: null }
      return { file: setpriv, args: ['--pdeathsig', 'KILL', '--', file, ...args], passed: null }
    }
    if (ownUid !== 0) throw new HostError('denied', `Only root may act as ${owner.name}`)
    const wrong = Object.keys(env).find((name) => readWhileRoot.test(name))
    if (wrong !== undefined) throw new HostError('unsafe', `${wrong} may not be set for a program of another user`)
    // The agent's own Node may lie in a folder of root's that the owner cannot enter.
    const passed = file === ownNode && process.platform === 'linux' ? file : null
    const reached = passed === null ? file : '/proc/self/fd/3'
    if (setpriv === null) return { file: reached, args: [...args], uid: owner.uid, gid: owner.gid, passed }
    const groups = (await isListed(owner.uid, find)) ? '--init-groups' : '--clear-groups'
    const rights = ['--reuid', String(owner.uid), '--regid', String(owner.gid), groups, '--no-new-privs']
    return { file: setpriv, args: [...rights, '--pdeathsig', 'KILL', '--', reached, ...args], passed }
  }
}

/** The user of a container's files may be a number that this machine has no account for; then there are no groups either. */
async function isListed(uid: number, find: ActAsDeps['find']): Promise<boolean> {
  const getent = await find('getent')
  if (getent === null) return true
  const asked = promisify(execFile)(getent, ['passwd', String(uid)], { timeout: 5000, env: {} })
  return asked.then(
    () => true,
    () => false,
  )
}

/** Busybox has a program of the same name that knows none of this; `--pdeathsig` came with util-linux 2.33. */
async function usableSetpriv(find: ActAsDeps['find']): Promise<string | null> {
  const path = process.platform === 'linux' ? await find('setpriv') : null
  if (path === null) return null
  const asked = await promisify(execFile)(path, ['--version'], { timeout: 2000, env: {} }).catch(() => null)
  const version = /util-linux (\d+)\.(\d+)/.exec(asked?.stdout ?? '')
  if (version === null) return null
  return Number(version[1]) * 1000 + Number(version[2]) >= 2033 ? path : null
}
