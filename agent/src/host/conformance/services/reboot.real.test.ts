import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guestEffects } from '../../../../../tools/real/guest-effects.ts'
import { installMoltbotRuntime } from '../../../../../tools/real/moltbot-install.ts'
import { type SystemdGuest, startSystemdGuest } from '../../../../../tools/real/systemd-guest.ts'
import { packProduct } from '../../../../../tools/release/pack.ts'
import type { Owner } from '../../effects.ts'
import { idleState } from '../../real/effects/services/supervised/run-state.ts'
import { createServiceRecords } from '../../real/effects/services/supervised/service-records.ts'
import { createSystemd } from '../../real/effects/services/systemd/systemd.ts'
import { createStandIns } from './test/stand-in-folder.ts'

const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }
const node = '/usr/local/bin/node'
const patience = { timeout: 40_000, interval: 200 }
const ports = { agent: 7337, bySystemd: 18_801, byTheAgent: 18_802 }
const work = mkdtempSync(join(tmpdir(), 'reboot-'))
let guest: SystemdGuest

beforeAll(async () => {
  guest = await startSystemdGuest({ name: 'reboot' })
  const { file } = await packProduct(work)
  copyFileSync(await installMoltbotRuntime(), join(guest.root, node))
  mkdirSync(join(guest.root, 'opt/moltbot-ops'))
  copyFileSync(file, join(guest.root, 'opt/release.tar.gz'))
  await guest.must('tar', '-xzf', '/opt/release.tar.gz', '--strip-components=1', '-C', '/opt/moltbot-ops')
}, 600_000)
afterAll(async () => {
  await guest?.dispose()
  rmSync(work, { recursive: true, force: true })
})

/** Who answers on loopback of the guest, by the status of what they say. */
async function answering(): Promise<Record<string, number>> {
  const ask = async (port: number, path: string) => {
    const script = `fetch('http://127.0.0.1:${port}${path}').then(({ status }) => console.log(status), () => console.log(0))`
    return Number((await guest.run(node, ['-e', script])).stdout)
  }
  return {
    agent: await ask(ports.agent, '/health'),
    bySystemd: await ask(ports.bySystemd, '/healthz'),
    byTheAgent: await ask(ports.byTheAgent, '/healthz'),
  }
}

test('after a reboot the agent, a MoltBot of systemd and one that the agent supervises are up again', async () => {
  await guest.must('useradd', '--system', '--create-home', '--home-dir', '/var/lib/moltbot', 'moltbot')
  const uid = Number(await guest.must('id', '-u', 'moltbot'))
  const gid = Number(await guest.must('id', '-g', 'moltbot'))
  const owner: Owner = { uid, gid, name: 'moltbot', home: '/var/lib/moltbot' }
  const standIns = createStandIns({ owner, folder: owner.home, at: (path) => join(guest.root, path), node })

  const first = await standIns.definition('moltbot')
  await standIns.behave(first, { port: ports.bySystemd })
  const systemd = createSystemd({ ...guestEffects(guest), self: root })
  await systemd.install(first)
  await systemd.start('moltbot', owner)

  // As the agent leaves them behind for a service that it was told to keep up.
  const second = await standIns.definition('second')
  await standIns.behave(second, { port: ports.byTheAgent })
  const records = createServiceRecords(join(guest.root, 'var/lib/moltbot-ops/services'))
  await records.writeDefinition(second)
  await records.writeRun('second', { ...idleState, wanted: 'up' })
  await guest.must('chmod', '0700', '/var/lib/moltbot-ops')

  const install = `${node} /opt/moltbot-ops/cli/bin/moltbot-ops.js service install --yes`
  await guest.must('script', '-qec', install, '/dev/null')
  const all = { agent: 200, bySystemd: 200, byTheAgent: 200 }
  await expect.poll(answering, patience).toEqual(all)

  await guest.reboot()
  await expect.poll(answering, patience).toEqual(all)
  for (const service of [first, second]) {
    const starts = (await standIns.events(service)).filter(({ kind }) => kind === 'started')
    expect(starts, service.name).toHaveLength(2)
  }

  // What the agent supervises goes on while the agent is restarted, and is not started twice.
  await guest.must('systemctl', 'restart', 'moltbot-ops')
  await expect.poll(answering, patience).toEqual(all)
  const starts = (await standIns.events(second)).filter(({ kind }) => kind === 'started')
  expect(starts).toHaveLength(2)
})
