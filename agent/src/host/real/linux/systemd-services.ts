import { join } from 'node:path'
import type { Files, ServiceFacts, Services, User } from '../../host.ts'
import { systemdUnit } from '../gateway-names.ts'
import { parseUnitFile } from './unit-file.ts'

const systemFolders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
]
const sharedUserFolders = ['/etc/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user']
const maxUnitBytes = 64 * 1024
const commandTimeoutMs = 2000

interface Place {
  folder: string
  scope: 'system' | 'user'
  ownerUid: number
  user: User
}

/** Units of MoltBot. `systemctl` is asked only where systemd runs, and for another user's units only by root. */
export function createSystemdServices(files: Files, self: User, systemctl = 'systemctl'): Services {
  const manager = async () => ((await files.facts('/run/systemd/system')) === null ? null : ('systemd' as const))
  return {
    manager,
    async list(users) {
      const places: Place[] = [
        ...systemFolders.map((folder) => ({ folder, scope: 'system' as const, ownerUid: 0, user: self })),
        ...sharedUserFolders.map((folder) => ({ folder, scope: 'user' as const, ownerUid: 0, user: self })),
        ...users.map((user) => ({
          folder: join(user.home, '.config/systemd/user'),
          scope: 'user' as const,
          ownerUid: user.uid,
          user,
        })),
      ]
      const found = (await Promise.all(places.map((place) => unitsIn(files, place)))).flat()
      const running = (await manager()) !== null
      return Promise.all(
        found.map(({ service, user }) => (running ? withState(service, user, self, systemctl) : service)),
      )
    },
  }
}

async function unitsIn(files: Files, { folder, scope, ownerUid, user }: Place) {
  // A folder that may not be listed holds nothing that we could read.
  const names = (await files.list(folder).catch(() => [])).filter((name) => systemdUnit.test(name))
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      const text = await files.readText(path, { ownerUid, maxBytes: maxUnitBytes }).catch(() => null)
      const unit = parseUnitFile(text ?? '')
      const service: ServiceFacts = {
        manager: 'systemd',
        scope,
        name,
        path,
        active: null,
        mainPid: null,
        ownerUid,
        ...unit,
      }
      return { service, user }
    }),
  )
}

async function withState(service: ServiceFacts, user: User, self: User, systemctl: string): Promise<ServiceFacts> {
  const scope =
    service.scope === 'system' ? [] : user.uid === self.uid ? ['--user'] : [`--machine=${user.name}@.host`, '--user']
  const command = [...scope, 'show', service.name, '--property=ActiveState,MainPID', '--no-pager']
  // Without a runtime folder of the user `systemctl --user` finds no bus; its failure means that the state is not known.
  const env = { XDG_RUNTIME_DIR: `/run/user/${user.uid}`, LC_ALL: 'C' }
  // Loaded where a program is really run: most starts of the agent run none.
  const { execa } = await import('execa')
  const { stdout, failed } = await execa(systemctl, command, {
    timeout: commandTimeoutMs,
    reject: false,
    env,
    stdin: 'ignore',
  })
  if (failed || typeof stdout !== 'string') return service
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(stdout)?.[1]
  const state = value('ActiveState')
  const pid = Number(value('MainPID') ?? 0)
  return { ...service, active: state === undefined ? null : state === 'active', mainPid: pid > 0 ? pid : null }
}
