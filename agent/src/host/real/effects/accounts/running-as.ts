import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { hostError, isMissing } from '../../system-error.ts'

const mostTries = 20
const betweenTriesMs = 100

/**
 * Whether no process has this user among its real, effective, saved and file-system ones (proc(5), `status`). One that
 * has ended and only waits to be noted by its parent holds nothing. Where there is no /proc, nothing is known to be idle.
 */
export async function runsNothing(uid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const statuses = await Promise.all(pids.map(statusOf))
  return !statuses.some((status) => status !== null && isAlive(status) && usersOf(status).includes(uid))
}

/** The same, a moment later where need be: what was just ended takes a little to be gone. */
export async function soonRunsNothing(uid: number): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await runsNothing(uid)) return true
    await pause(betweenTriesMs)
  }
  return runsNothing(uid)
}

async function statusOf(pid: string): Promise<string | null> {
  return readFile(`/proc/${pid}/status`, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw hostError(`Looking at process ${pid}`, error)
  })
}

function isAlive(status: string): boolean {
  return !/^State:\s+[ZX]/m.test(status)
}

function usersOf(status: string): number[] {
  return (/^Uid:\s+(.*)$/m.exec(status)?.[1] ?? '').split(/\s+/).map(Number)
}
