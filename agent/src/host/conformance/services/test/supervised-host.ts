import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { createRealClock } from '../../../../core/clock.real.ts'
import type { Owner } from '../../../effects.ts'
import { createBoundedWork } from '../../../real/deadline.ts'
import { createActAs } from '../../../real/effects/programs/act-as.ts'
import { createFindProgram } from '../../../real/effects/programs/find-program.ts'
import { createPrograms } from '../../../real/effects/programs/programs.ts'
import { createRunProcess } from '../../../real/effects/programs/run-process.ts'
import type { SupervisedDeps } from '../../../real/effects/services/supervised/supervised.ts'
import { createLinuxProcesses } from '../../../real/linux/linux-processes.ts'
import { createOwnedFiles } from '../../../real/owned-files.ts'
import { createUserNames } from '../../../real/user-names.ts'

const { uid, gid, username: name, homedir: home } = userInfo()
export const self: Owner = { uid, gid, name, home }

/** A supervisor's world on this machine, with pauses that a test can wait for. */
export function supervisedDeps(stateDir: string, changes: Partial<SupervisedDeps> = {}): SupervisedDeps {
  const clock = createRealClock()
  const inTime = createBoundedWork()
  const users = createUserNames({ monotonic: clock.monotonic, home })
  const find = createFindProgram(undefined)
  const run = createRunProcess(createActAs({ ownUid: uid, ownNode: process.execPath, find }))
  const unexpected = (message: string) => {
    throw new Error(message)
  }
  return {
    clock,
    random: () => 0.5,
    log: { info: unexpected, warn: unexpected, error: unexpected },
    stateDir,
    programs: createPrograms({ run, find }),
    processes: createLinuxProcesses({ users, bootedAt: () => null, inTime }),
    files: createOwnedFiles(inTime),
    self,
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    backOff: { firstMs: 40, longestMs: 200, stableMs: 600_000 },
    ...changes,
  }
}
