import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { guestEffects } from '../../../../../tools/real/guest-effects.ts'
import { installMoltbotRuntime } from '../../../../../tools/real/moltbot-install.ts'
import { type SystemdGuest, startSystemdGuest } from '../../../../../tools/real/systemd-guest.ts'
import type { Owner, ServiceManager } from '../../effects.ts'
import { createSystemd, createSystemdUser } from '../../real/effects/services/systemd/systemd.ts'
import { serviceConformance } from './service-conformance.ts'
import type { ServiceSubject } from './service-subject.ts'
import { createStandIns } from './test/stand-in-folder.ts'

const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }
const node = '/usr/local/bin/node'
let guest: SystemdGuest

beforeAll(async () => {
  guest = await startSystemdGuest({ name: 'services' })
  copyFileSync(await installMoltbotRuntime(), join(guest.root, node))
})
afterAll(() => guest?.dispose())

/** An account with a manager of its own, as after `loginctl enable-linger`. */
async function account(name: string): Promise<Owner> {
  await guest.must('useradd', '--create-home', '--shell', '/bin/bash', name)
  await guest.must('loginctl', 'enable-linger', name)
  const uid = Number(await guest.must('id', '-u', name))
  const ready = 'until systemctl --user is-system-running --wait >/dev/null 2>&1; do sleep 0.1; done'
  const env = { XDG_RUNTIME_DIR: `/run/user/${uid}` }
  await guest.run('/bin/sh', ['-c', ready], { user: { uid, gid: uid }, env, timeoutMs: 20_000 })
  return { uid, gid: uid, name, home: `/home/${name}` }
}

async function createSubject(
  owner: Owner,
  create: (effects: ReturnType<typeof guestEffects>) => ServiceManager,
  unitFolder: string,
): Promise<ServiceSubject> {
  const at = (path: string) => join(guest.root, path)
  return {
    manager: create(guestEffects(guest)),
    owner,
    ...createStandIns({ owner, folder: owner.home, at, node }),
    kill: async (pid) => void (await guest.must('kill', '-9', String(pid))),
    alive: async (pid) => (await guest.run('test', ['-d', `/proc/${pid}`])).code === 0,
    async leftovers({ stateDir }) {
      const files = await guest.must('find', unitFolder, '-name', '*moltbot*')
      const processes = await guest.run('pgrep', ['-f', stateDir])
      const units = await guest.must('systemctl', 'list-units', '--all', '--no-legend', '*moltbot*')
      return [files, processes.stdout, units].flatMap((text) => text.split('\n')).filter(Boolean)
    },
    dispose: async () => undefined,
  }
}

serviceConformance('systemd', async () => {
  const owner = await account('anna')
  const self = root
  return createSubject(owner, (effects) => createSystemd({ ...effects, self }), '/etc/systemd/system')
})

serviceConformance('systemd of a user', async () => {
  const owner = await account('berta')
  const folder = join(owner.home, '.config')
  mkdirSync(join(guest.root, folder))
  await guest.must('chown', `${owner.uid}:${owner.gid}`, folder)
  return createSubject(owner, (effects) => createSystemdUser({ ...effects, self: owner }), folder)
})
