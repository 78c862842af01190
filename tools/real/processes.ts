import type { ChildProcess } from 'node:child_process'

export interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

const groups = new Set<number>()
let watching = false

/** Remembers a process group and ends it with this process, so that a failed test leaves nothing running. */
export function endGroupAtExit(leader: number): void {
  groups.add(leader)
  if (watching) return
  watching = true
  process.once('exit', () => {
    for (const group of groups) endGroup(group)
  })
}

/** Ends the leader and every child that stayed in its group. */
export function endGroup(leader: number): void {
  groups.delete(leader)
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // nothing of the group is left
  }
}

export function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
}
