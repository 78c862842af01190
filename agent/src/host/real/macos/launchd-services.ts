import { join } from 'node:path'
import type { Files, ServiceFacts, Services } from '../../host.ts'
import { launchdPlist } from '../gateway-names.ts'
import { parsePlist } from './plist.ts'

const maxPlistBytes = 64 * 1024
const commandTimeoutMs = 2000

/** Launch agents of MoltBot. Written from launchd's documentation and not run on macOS. */
export function createLaunchdServices(files: Files): Services {
  return {
    manager: async () => 'launchd',
    async list(users) {
      const folders = [
        { folder: '/Library/LaunchDaemons', scope: 'system' as const, ownerUid: 0 },
        ...users.map(({ home, uid }) => ({
          folder: join(home, 'Library/LaunchAgents'),
          scope: 'user' as const,
          ownerUid: uid,
        })),
      ]
      const found = await Promise.all(folders.map((place) => plistsIn(files, place)))
      return Promise.all(found.flat().map(withState))
    },
  }
}

type Place = Pick<ServiceFacts, 'scope' | 'ownerUid'> & { folder: string }

async function plistsIn(files: Files, { folder, scope, ownerUid }: Place): Promise<ServiceFacts[]> {
  const names = (await files.list(folder).catch(() => [])).filter((name) => launchdPlist.test(name))
  return Promise.all(
    names.map(async (file) => {
      const path = join(folder, file)
      const text = await files.readText(path, { ownerUid, maxBytes: maxPlistBytes }).catch(() => null)
      const { label, arguments: command, environment } = parsePlist(text ?? '')
      const name = label || file.replace(/\.plist$/, '')
      const execStart = command.join(' ')
      return { manager: 'launchd', scope, name, path, active: null, mainPid: null, environment, execStart, ownerUid }
    }),
  )
}

/** `launchctl print gui/<uid>/<label>` has lines such as `state = running` and `pid = 123`; its form is not promised. */
async function withState(service: ServiceFacts): Promise<ServiceFacts> {
  const domain = service.scope === 'system' ? 'system' : `gui/${service.ownerUid}`
  const command = ['print', `${domain}/${service.name}`]
  // Loaded where a program is really run: most starts of the agent run none.
  const { execa } = await import('execa')
  const { stdout, failed } = await execa('launchctl', command, {
    timeout: commandTimeoutMs,
    reject: false,
    stdin: 'ignore',
  })
  if (failed || typeof stdout !== 'string') return service
  const pid = /^\s*pid = (\d+)$/m.exec(stdout)?.[1]
  return { ...service, active: /^\s*state = running$/m.test(stdout), mainPid: pid === undefined ? null : Number(pid) }
}
