import { readFile, readlink } from 'node:fs/promises'
import type { Processes, ProcessFacts } from '../../host.ts'
import type { BoundedWork } from '../deadline.ts'
import type { UserNames } from '../user-names.ts'
import { parseProcessStat, ticksPerSecond } from './process-stat.ts'
import { listProc, processIds, readProc } from './read-proc.ts'

const deadlineMs = 1000
const maxPaths = 200

type ReadText = (path: string) => Promise<string>

export interface LinuxProcessesDeps {
  users: Pick<UserNames, 'nameOf'>
  /** The machine's start in ms since 1970. */
  bootedAt: () => number | null
  inTime: BoundedWork
}

/** Processes as /proc tells them. */
export function createLinuxProcesses(deps: LinuxProcessesDeps): Processes {
  const readOrEmpty: ReadText = (path) =>
    deps.inTime(`Reading ${path}`, deadlineMs, () => readFile(path, 'utf8')).catch(() => '')
  const facts = (pid: number): ProcessFacts | null => {
    const stat = parseProcessStat(readProc(`${pid}/stat`) ?? '')
    const uid = stat && uidOf(pid)
    if (!stat || uid === null) return null
    const booted = deps.bootedAt()
    return {
      ...stat,
      uid,
      userName: deps.users.nameOf(uid),
      startedAt: booted === null ? null : Math.round(booted + (stat.startTicks * 1000) / ticksPerSecond),
    }
  }
  return {
    facts: async (pid) => facts(pid),
    withNamePrefix: async (prefix) =>
      processIds()
        .filter((pid) => readProc(`${pid}/comm`)?.startsWith(prefix) && !isInContainer(pid))
        .flatMap((pid) => facts(pid) ?? []),
    environment: (pid, names) => environmentOf(readOrEmpty, pid, names),
    openPaths: (pid, part) => pathsOf(readOrEmpty, pid, part),
  }
}

/**
 * Whether a process has another number where it lives (`NSpid` in proc_pid_status(5)), as in a container: the paths that
 * it names are those of another machine, whoever its user number belongs to here.
 */
function isInContainer(pid: number): boolean {
  return /^NSpid:\t\d+\t/m.test(readProc(`${pid}/status`) ?? '')
}

/** Real user id, from /proc/<pid>/status; null when the process is gone. */
function uidOf(pid: number): number | null {
  const uid = /^Uid:\t(\d+)/m.exec(readProc(`${pid}/status`) ?? '')?.[1]
  return uid === undefined ? null : Number(uid)
}

/** Asynchronous and bounded, unlike the rest: the kernel takes the memory lock of the process for these two. */
async function environmentOf(readOrEmpty: ReadText, pid: number, names: string[]): Promise<Record<string, string>> {
  const text = await readOrEmpty(`/proc/${pid}/environ`)
  const pairs = text.split('\0').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
  return Object.fromEntries(pairs.filter(([name]) => name !== undefined && names.includes(name)))
}

async function pathsOf(readOrEmpty: ReadText, pid: number, part: string): Promise<string[]> {
  const maps = await readOrEmpty(`/proc/${pid}/maps`)
  const mapped = maps.split('\n').map((line) => line.slice(line.indexOf('/')))
  const opened = await Promise.all(
    listProc(`${pid}/fd`)
      .slice(0, 4096)
      .map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
  )
  const found = new Set([...mapped, ...opened].filter((path) => path.startsWith('/') && path.includes(part)))
  return [...found].sort().slice(0, maxPaths)
}
