import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Owner } from '../../../effects.ts'
import { createSupervised } from '../../../real/effects/services/supervised/supervised.ts'
import type { ServiceSubject } from '../service-subject.ts'
import { createStandIns } from './stand-in-folder.ts'
import { supervisedDeps } from './supervised-host.ts'

/** The agent's own supervisor on this machine, with services that run as `owner`. */
export function createSupervisedSubject(owner: Owner, node: string): ServiceSubject & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'supervised-'))
  // The owner may be somebody else, and has to get to the state directory inside.
  chmodSync(folder, 0o755)
  const manager = createSupervised(supervisedDeps(join(folder, 'agent')))
  const records = join(folder, 'agent/services')
  return {
    folder,
    manager,
    owner,
    ...createStandIns({ owner, folder, at: (path) => path, node }),
    kill: async (pid) => void process.kill(pid, 'SIGKILL'),
    alive: async (pid) => isAlive(pid),
    async leftovers({ stateDir }) {
      const files = existsSync(records) ? readdirSync(records) : []
      const logs = existsSync(join(stateDir, 'logs')) ? readdirSync(join(stateDir, 'logs')) : []
      return [...files, ...logs, ...processesOf(stateDir)]
    },
    async dispose() {
      manager.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A process that has ended stays a zombie until its parent has asked for its end. */
export function isAlive(pid: number): boolean {
  const stat = readProc(pid, 'stat')
  return stat !== '' && !/\) [ZX]/.test(stat)
}

function processesOf(stateDir: string): string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.filter((pid) => readProc(Number(pid), 'cmdline').includes(stateDir) && isAlive(Number(pid)))
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
