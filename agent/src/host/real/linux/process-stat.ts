import type { ProcessFacts } from '../../host.ts'

/** USER_HZ is 100 on every architecture that Node runs on; sysconf(_SC_CLK_TCK) is not reachable from Node. */
export const ticksPerSecond = 100
/** `rss` of stat is in pages; 4 KiB everywhere but on some arm64 kernels, where it reads too low. */
export const pageBytes = 4096

export type ProcessStat = Pick<
  ProcessFacts,
  'pid' | 'parentPid' | 'comm' | 'startTicks' | 'state' | 'rssBytes' | 'cpuSeconds'
>

/** Parses /proc/<pid>/stat, see proc_pid_stat(5). The name may hold spaces and parentheses, so the last `)` ends it. */
export function parseProcessStat(text: string): ProcessStat | null {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  if (open < 0 || close < open) return null
  const fields = text.slice(close + 2).split(' ')
  // Field 3 (state) is the first after the name.
  const field = (number: number) => Number(fields[number - 3])
  const letter = fields[0] ?? ''
  const stat: ProcessStat = {
    pid: Number.parseInt(text, 10),
    parentPid: field(4),
    comm: text.slice(open + 1, close),
    startTicks: field(22),
    state: 'ZX'.includes(letter) ? 'zombie' : 'tT'.includes(letter) ? 'stopped' : 'running',
    rssBytes: field(24) * pageBytes,
    cpuSeconds: (field(14) + field(15)) / ticksPerSecond,
  }
  return Number.isFinite(stat.startTicks) && Number.isFinite(stat.pid) ? stat : null
}
