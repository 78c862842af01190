import { readFile } from 'node:fs/promises'
import type { Clock } from '../../../core/clock.ts'
import type { Ids } from '../../../core/ids.ts'
import type { Log } from '../../../core/log.ts'
import type { Effects } from '../../effects.ts'
import type { Host } from '../../host.ts'
import { ownAccount } from './accounts/read-accounts.ts'
import { createRealEffects } from './create-real-effects.ts'
import { createDockerServices, type DockerServices } from './services/docker/docker.ts'
import { createSupervised, type Supervised } from './services/supervised/supervised.ts'
import { createSystemd, createSystemdUser } from './services/systemd/systemd.ts'
import { createSsh } from './ssh/create-ssh.ts'

export interface OpenRealEffectsDeps {
  host: Pick<Host, 'files' | 'processes'>
  clock: Clock
  ids: Pick<Ids, 'secret'>
  random(): number
  log: Log
  stateDir: string
  environment: Record<string, string | undefined>
}

export interface OpenEffects {
  effects: Effects
  /** At the start of the agent, once: takes up again what it keeps running itself. */
  resume(): Promise<void>
  /** At its end: what it keeps running goes on. */
  close(): void
}

/** The whole of what may change this machine, with what the agent itself keeps running on it. */
export async function openRealEffects(deps: OpenRealEffectsDeps): Promise<OpenEffects> {
  const { host, clock, log, stateDir, environment, random } = deps
  const self = ownAccount(environment.HOME)
  // Where the kernel does not tell (https://docs.kernel.org/admin-guide/sysctl/kernel.html), no process is taken for an old one.
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
  let supervised: Supervised | undefined
  let docker: DockerServices | undefined
  const effects = createRealEffects({
    ids: deps.ids,
    environment,
    ssh: createSsh({ clock, agentSocket: environment.SSH_AUTH_SOCK ?? null }),
    serviceManagers({ programs, folders, images }) {
      const systemd = { programs, folders, files: host.files, self }
      supervised = createSupervised({ ...host, clock, random, log, stateDir, programs, self, bootId })
      docker = createDockerServices({ clock, log, images, stateDir })
      return [createSystemd(systemd), createSystemdUser(systemd), supervised, docker]
    },
  })
  return {
    effects,
    async resume() {
      await effects.sweep().catch((error: unknown) => {
        log.warn('What an earlier run left in the temporary folder stays there.', { error })
      })
      const told = (await Promise.all([supervised?.resume() ?? [], docker?.resume() ?? []])).flat()
      for (const { name, trouble } of told) {
        if (trouble !== null) log.warn('A service was not taken up again.', { service: name, trouble })
      }
    },
    close() {
      supervised?.close()
      docker?.close()
    },
  }
}
