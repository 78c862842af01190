import type { Processes, ProcessFacts } from '../../host.ts'

const columns = 'pid=,ppid=,uid=,user=,stat=,rss=,time=,lstart=,ucomm='
const commandTimeoutMs = 2000

/**
 * Processes as `ps` of macOS tells them. Written from its manual and run only on Linux's `ps`. There are no start ticks, so
 * the start time in seconds stands for them. The environment and open files of a process are not told.
 */
export function createPsProcesses(): Processes {
  const list = async (selection: string[]): Promise<ProcessFacts[]> => {
    const options = {
      timeout: commandTimeoutMs,
      reject: false,
      stdin: 'ignore',
      env: { LC_ALL: 'C', TZ: 'UTC' },
    } as const
    // Loaded where a program is really run: most starts of the agent run none.
    const { execa } = await import('execa')
    const { stdout } = await execa('ps', [...selection, '-o', columns], options)
    return typeof stdout === 'string' ? stdout.split('\n').flatMap((line) => parsePsLine(line) ?? []) : []
  }
  return {
    facts: async (pid) => (await list(['-p', String(pid)]))[0] ?? null,
    withNamePrefix: async (prefix) => (await list(['-A'])).filter(({ comm }) => comm.startsWith(prefix)),
    environment: async () => ({}),
    openPaths: async () => [],
  }
}

const psLine =
  /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4})\s+(.*?)\s*$/

export function parsePsLine(line: string): ProcessFacts | null {
  const [, pid, parentPid, uid, userName, state = '', rss, time = '', started = '', comm = ''] = psLine.exec(line) ?? []
  if (pid === undefined || uid === undefined) return null
  const startedAt = Date.parse(`${started} UTC`)
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    uid: Number(uid),
    userName: userName ?? null,
    comm,
    startTicks: Math.trunc(startedAt / 1000),
    startedAt,
    state: state.startsWith('Z') ? 'zombie' : state.startsWith('T') ? 'stopped' : 'running',
    rssBytes: Number(rss) * 1024,
    cpuSeconds: secondsOf(time),
  }
}

/** `1:02.34`, `01:02:03` or `1-02:03:04`. */
function secondsOf(time: string): number {
  const [days, clock = ''] = time.includes('-') ? time.split('-') : ['0', time]
  return Number(days) * 86_400 + clock.split(':').reduce((total, part) => total * 60 + Number(part), 0)
}
