import type { Clock, Timer } from '../../../../../core/clock.ts'
import type { Owner, Programs } from '../../../../effects.ts'
import { HostError, type Processes } from '../../../../host.ts'
import type { End } from './launch.ts'
import type { ProcessIdentity, SupervisedProcess } from './run-state.ts'

export interface SupervisedProcesses {
  readonly bootId: string
  /** Whether it still is the process that was meant, and its owner's. */
  isAlive(process: ProcessIdentity, owner: Owner): Promise<boolean>
  /** For a process that is not our child: notices its end, but not how it ended. */
  whenGone(process: ProcessIdentity, owner: Owner, gone: (end: End) => void): Timer
  /** TERM to the process; KILL to everything in its group once it ended or its budget is over. @throws HostError timeout */
  end(process: SupervisedProcess, owner: Owner, budgetMs: number): Promise<void>
  /** KILL to what a process that ended left behind in its group. */
  clearGroup(process: SupervisedProcess, owner: Owner): Promise<void>
}

export interface SupervisedProcessesDeps {
  clock: Clock
  processes: Processes
  programs: Programs
  self: Owner
  bootId: string
}

const lookEveryMs = 250
const lookAtEndEveryMs = 50
/** A process that waits for a dead disk cannot even be killed. */
const killWithinMs = 10_000

export function createSupervisedProcesses(deps: SupervisedProcessesDeps): SupervisedProcesses {
  const { clock, processes, bootId } = deps
  const isAlive = async (process: ProcessIdentity, owner: Owner) => {
    if (process.bootId !== bootId) return false
    const facts = await processes.facts(process.pid)
    if (facts === null || facts.startTicks !== process.startTicks || facts.state === 'zombie') return false
    return facts.uid === owner.uid
  }
  const goneWithin = async (process: ProcessIdentity, owner: Owner, milliseconds: number): Promise<boolean> => {
    const until = clock.monotonic() + milliseconds
    while (await isAlive(process, owner)) {
      if (clock.monotonic() >= until) return false
      await new Promise<void>((resolve) => void clock.after(lookAtEndEveryMs, resolve))
    }
    return true
  }
  /** A group keeps its number while anybody is in it, so a new process of that number means that the group is empty. */
  const clearGroup = async (process: SupervisedProcess, owner: Owner) => {
    if (!process.leadsGroup || process.bootId !== bootId) return
    const facts = await processes.facts(process.pid)
    if (facts === null || facts.startTicks === process.startTicks) await signal(deps, -process.pid, 'KILL', owner)
  }
  return {
    bootId,
    isAlive,
    clearGroup,
    whenGone(process, owner, gone) {
      const timer = clock.every(lookEveryMs, () => {
        void isAlive(process, owner).then((alive) => {
          if (alive) return
          timer.cancel()
          gone({ code: null, signal: null })
        })
      })
      return timer
    },
    async end(process, owner, budgetMs) {
      if (await isAlive(process, owner)) await signal(deps, process.pid, 'TERM', owner)
      const gone = await goneWithin(process, owner, budgetMs)
      if (!gone && !process.leadsGroup && (await isAlive(process, owner)))
        await signal(deps, process.pid, 'KILL', owner)
      await clearGroup(process, owner)
      if (gone || (await goneWithin(process, owner, killWithinMs))) return
      throw new HostError('timeout', `Process ${process.pid} cannot be killed: it waits for a disk or a device.`)
    },
  }
}

/** With the owner's own rights, so that a number which was reused in this instant is never somebody else's process. */
async function signal(
  { programs, self }: SupervisedProcessesDeps,
  target: number,
  name: 'TERM' | 'KILL',
  owner: Owner,
) {
  if (owner.uid === self.uid) return signalOwn(target, name)
  const env = { PATH: '/usr/bin:/bin' }
  const args = ['-c', 'kill -s "$0" -- "$1" 2>/dev/null || :', name, String(target)]
  await programs.run('/bin/sh', args, { owner, env, cwd: '/', timeoutMs: 5000 })
}

function signalOwn(target: number, name: 'TERM' | 'KILL'): void {
  try {
    process.kill(target, `SIG${name}`)
  } catch {
    // It ended in this instant; whoever asked looks again.
  }
}
