import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf, hostError, isMissing } from '../../system-error.ts'

const mostTries = 20
const betweenTriesMs = 100

/** Like `runsNothing`, a moment later where need be: what was just ended takes a little to be gone. */
export async function soonRunsNothing(uid: number): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await runsNothing(uid)) return true
    await pause(betweenTriesMs)
  }
  return runsNothing(uid)
}

/**
 * Whether no process has this user among its real, effective, saved and file-system ones (proc(5), `status`). One that
 * has ended and only waits to be noted by its parent holds nothing. Where there is no /proc, nothing is known to be idle.
 */
async function runsNothing(uid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const own = { pid: await readlink('/proc/self/ns/pid'), user: await readlink('/proc/self/ns/user') }
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const status = await unlessGone(readFile(`/proc/${name}/status`, 'utf8'))
    if (status === null || !isAlive(status) || !usersOf(status).includes(uid)) continue
    if (!(await isOfAnotherMachine(name, own))) return false
  }
  return true
}

/**
 * Users of a container have the same numbers as those of the host and are others. Only root can give a process a list of
 * processes of its own in the host's user namespace (user_namespaces(7)); whoever does it without being root, as MoltBot
 * could, is in another user namespace too, and still the same user.
 */
async function isOfAnotherMachine(pid: string, own: { pid: string; user: string }): Promise<boolean> {
  const [processes, users] = await Promise.all([namespaceOf(pid, 'pid'), namespaceOf(pid, 'user')])
  return processes !== own.pid && processes !== null && users === own.user
}

async function namespaceOf(pid: string, kind: 'pid' | 'user'): Promise<string | null> {
  return unlessGone(readlink(`/proc/${pid}/ns/${kind}`))
}

async function unlessGone(asked: Promise<string>): Promise<string | null> {
  return asked.catch((error: unknown) => {
    if (isMissing(error) || codeOf(error) === 'EACCES') return null
    throw hostError('Looking at the processes', error)
  })
}

function isAlive(status: string): boolean {
  return !/^State:\s+[ZX]/m.test(status)
}

function usersOf(status: string): number[] {
  return (/^Uid:\s+(.*)$/m.exec(status)?.[1] ?? '').split(/\s+/).map(Number)
}
