import { realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { Ids } from '../../../core/ids.ts'
import type { Effects, Programs, Runtime, ServiceManager, Ssh } from '../../effects.ts'
import { createOwnedFiles } from '../owned-files.ts'
import { createAccounts } from './accounts/accounts.ts'
import { createReadAccount, ownAccount } from './accounts/read-accounts.ts'
import { createFolders } from './folders/folders.ts'
import { createRunFolderWork } from './folders/run-folder-work.ts'
import { createImages } from './images/images.ts'
import { createLocateRuntime } from './packages/locate-runtime.ts'
import { createWithNpm } from './packages/npm.ts'
import { isProcessAlive, sweepNpmFolders } from './packages/npm-folders.ts'
import { createPackages } from './packages/packages.ts'
import { ownPlatform } from './packages/runtime-packages.ts'
import { createActAs } from './programs/act-as.ts'
import { createFindProgram } from './programs/find-program.ts'
import { createPrograms } from './programs/programs.ts'
import { createRunProcess } from './programs/run-process.ts'

export interface RealEffectsDeps {
  ids: Pick<Ids, 'secret'>
  /** The agent's environment: where programs are found, and how npm reaches its registry. */
  environment: Record<string, string | undefined>
  /** Where a container engine may listen; default the system's socket, then that of the agent's own user. */
  containerSockets?: string[]
  /** What others build upon the parts that are made here. */
  serviceManagers(parts: EffectParts): readonly ServiceManager[]
  ssh: Ssh
}

export interface RealEffects extends Effects, EffectParts {
  /** Takes away what an agent that was killed has left in the temporary folder. */
  sweep(): Promise<void>
}

export interface EffectParts extends Pick<Effects, 'accounts' | 'folders' | 'programs' | 'packages' | 'images'> {
  /** The Node that runs the agent and the npm of the host; null when there is no npm. */
  hostRuntime(): Promise<Runtime | null>
}

/** Of everybody's on Linux, beside the temporary one. */
const sharedFolders = ['/var/tmp', '/dev/shm']
/** Of cron as Debian, Red Hat and SUSE have it, of systemd's lingering, and of mail. */
const foldersByName = [
  '/var/spool/cron/crontabs',
  '/var/spool/cron',
  '/var/spool/cron/tabs',
  '/var/lib/systemd/linger',
  '/var/mail',
]

/** What may change the machine that the agent runs on. Making it changes nothing and runs nothing. */
export function createRealEffects(deps: RealEffectsDeps): RealEffects {
  const { ids, environment, serviceManagers, ssh, containerSockets = socketsOf(environment) } = deps
  const own = ownAccount(environment.HOME)
  const ownUid = own.uid
  const node = process.execPath
  const find = createFindProgram(environment.PATH)
  const run = createRunProcess(createActAs({ ownUid, ownNode: node, find }))
  const programs: Programs = createPrograms({ run, find })
  const folders = createFolders({ ownUid, work: createRunFolderWork({ run, ownUid, node }) })
  const hostRuntime = createLocateRuntime({ node, find })
  const temporaryFolder = realpathSync(tmpdir())
  const withNpm = createWithNpm({
    programs,
    folders,
    own,
    environment,
    temporaryFolder,
    secret: ids.secret,
  })
  const parts: EffectParts = {
    accounts: createAccounts({
      ...{ programs, folders, own },
      leftovers: { shared: [...new Set([temporaryFolder, ...sharedFolders])], named: foldersByName },
      read: createReadAccount({ programs, own }),
    }),
    folders,
    programs,
    packages: createPackages({
      withNpm,
      folders,
      files: createOwnedFiles(),
      platform: ownPlatform(),
      runtime: hostRuntime,
    }),
    images: createImages({ sockets: containerSockets, ownUid }),
    hostRuntime,
  }
  const sweep = () => sweepNpmFolders({ folders, temporaryFolder, own, isAlive: isProcessAlive })
  return { ...parts, serviceManagers: serviceManagers(parts), ssh, sweep }
}

function socketsOf({ XDG_RUNTIME_DIR: own }: Record<string, string | undefined>): string[] {
  return ['/var/run/docker.sock', ...(own?.startsWith('/') ? [`${own}/docker.sock`] : [])]
}
