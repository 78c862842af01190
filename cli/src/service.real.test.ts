import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../tools/gate/run-command.ts'
import { installMoltbotRuntime } from '../../tools/real/moltbot-install.ts'
import { type GuestResult, type SystemdGuest, startSystemdGuest } from '../../tools/real/systemd-guest.ts'
import { packProduct } from '../../tools/release/pack.ts'

const node = '/usr/local/bin/node'
const program = '/opt/moltbot-ops/cli/bin/moltbot-ops.js'
const unit = '/etc/systemd/system/moltbot-ops.service'
const patience = { timeout: 40_000, interval: 200 }
const work = mkdtempSync(join(tmpdir(), 'own-service-'))
let guest: SystemdGuest

beforeAll(async () => {
  const { file } = await packProduct(work)
  guest = await startSystemdGuest({ name: 'own-service' })
  copyFileSync(await installMoltbotRuntime(), join(guest.root, node))
  mkdirSync(join(guest.root, 'opt/moltbot-ops'))
  const unpack = ['tar', '-xzf', file, '--no-same-owner', '--strip-components=1', '-C'] as const
  expect(await runCommand([...unpack, join(guest.root, 'opt/moltbot-ops')])).toMatchObject({ ok: true })
}, 600_000)
afterAll(async () => {
  await guest?.dispose()
  rmSync(work, { recursive: true, force: true })
})

/** Types the command on a terminal of its own, as a person does; `script` makes one. */
function onTerminal(words: string, user = 'root', typed = ''): Promise<GuestResult> {
  const command = `${node} ${program} ${words}`
  const login = ['-', user, '-c', `XDG_RUNTIME_DIR=/run/user/$(id -u) script -qec '${command}' /dev/null`]
  return guest.run('su', login, { stdin: typed, timeoutMs: 120_000 })
}
const agent = (words: string) => guest.run(node, [program, ...words.split(' ')])

async function health(port = 7337): Promise<string> {
  const ask = `fetch('http://127.0.0.1:${port}/health').then(async (r) => console.log(r.status, await r.text()), () => {})`
  return (await guest.run(node, ['-e', ask])).stdout
}
const isThere = async (path: string) => (await guest.run('test', ['-e', path])).code === 0

test('without a terminal nothing is done, whatever the options say', async () => {
  const { code, stderr } = await agent('service install --yes')
  expect(code).toBe(3)
  expect(stderr).toMatch(/on a terminal/)
  expect(await isThere(unit)).toBe(false)
})

test('a no changes nothing, and the plan was shown in full', async () => {
  const { code, stdout } = await onTerminal('service install', 'root', 'no\n')
  expect(code).toBe(3)
  expect(stdout).toContain(`Write ${unit}`)
  expect(stdout).toContain('ExecStart="/usr/local/bin/node" "/opt/moltbot-ops/cli/bin/moltbot-ops.js" "serve"')
  expect(stdout).toContain('Run systemctl enable moltbot-ops.service')
  expect(await isThere(unit)).toBe(false)
})

test('a program that others can change does not become a service of root', async () => {
  await guest.must('chown', '1000', '/opt/moltbot-ops/cli/src')
  const { code, stdout } = await onTerminal('service install --yes')
  expect(code).toBe(1)
  expect(stdout).toMatch(/cli\/src can be changed by others than root/)
  expect(await isThere(unit)).toBe(false)
  await guest.must('chown', '0', '/opt/moltbot-ops/cli/src')
})

test('an agent that cannot start is taken back, and its last words are told', async () => {
  const squatter = `require('node:net').createServer().listen(7337, '127.0.0.1')`
  await guest.must('systemd-run', '--unit=squatter', node, '-e', squatter)
  await expect.poll(() => guest.run('systemctl', ['is-active', 'squatter']), patience).toMatchObject({ code: 0 })
  const { code, stdout } = await onTerminal('service install --yes')
  expect(code).toBe(1)
  expect(stdout).toContain('is taken by another program')
  expect(stdout).toContain('Everything was taken back.')
  expect(await isThere(unit)).toBe(false)
  expect((await guest.run('systemctl', ['is-enabled', 'moltbot-ops'])).code).not.toBe(0)
  await guest.must('systemctl', 'stop', 'squatter')
}, 150_000)

test('a yes makes the agent a service that answers, and a second install is the same service', async () => {
  const { code, stdout } = await onTerminal('service install', 'root', 'yes\n')
  expect(stdout).toContain('Installed. The agent answers on http://127.0.0.1:7337.')
  expect(code).toBe(0)
  expect(await health()).toMatch(/^200 .*"ok"/)
  const status = JSON.parse((await agent('service status --json')).stdout)
  expect(status).toMatchObject({ manager: 'systemd', installed: true, starts_at_boot: true, running: true })
  expect((await onTerminal('service install --yes')).code).toBe(0)
  expect(await health()).toMatch(/^200 /)
})

test('after a reboot the agent answers again', async () => {
  const before = JSON.parse((await agent('service status --json')).stdout)
  await guest.reboot()
  await expect.poll(() => health(), patience).toMatch(/^200 /)
  const after = JSON.parse((await agent('service status --json')).stdout)
  expect(after).toMatchObject({ installed: true, starts_at_boot: true, running: true, path: before.path })
  expect((await agent('status')).code).toBe(0)
})

test('a restart of the agent leaves the processes that it started running', async () => {
  // What the agent starts lies in its control group, which systemd would empty by default.
  const { pid } = JSON.parse((await agent('service status --json')).stdout)
  const child = await guest.run('/bin/sh', ['-c', 'sleep 600 >/dev/null 2>&1 & echo $!'])
  const group = (await guest.must('cat', `/proc/${pid}/cgroup`)).split('\n').at(-1)?.split('::').at(-1) ?? ''
  const folder =
    (await guest.run('test', ['-d', `/sys/fs/cgroup/unified${group}`])).code === 0 ? '/unified' : '/systemd'
  await guest.must('/bin/sh', '-c', `echo ${child.stdout.trim()} > /sys/fs/cgroup${folder}${group}/cgroup.procs`)
  await guest.must('systemctl', 'restart', 'moltbot-ops')
  await expect.poll(() => health(), patience).toMatch(/^200 /)
  expect(await isThere(`/proc/${child.stdout.trim()}`)).toBe(true)
  await guest.must('kill', child.stdout.trim())
})

test('a removal ends it and leaves the state directory', async () => {
  const { code, stdout } = await onTerminal('service remove --yes')
  expect(stdout).toContain('Removed: moltbot-ops.service.')
  expect(code).toBe(0)
  expect(await health()).toBe('')
  expect(await isThere(unit)).toBe(false)
  expect(await isThere('/var/lib/moltbot-ops/agent.sqlite')).toBe(true)
  const again = await onTerminal('service remove --yes')
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('There is no service') })
})

test('for an ordinary user it is a unit of their own, which lingering keeps over a reboot', async () => {
  await guest.must('useradd', '--create-home', '--shell', '/bin/bash', 'anna')
  const refused = await onTerminal('service install --yes', 'anna')
  expect(refused.code).toBe(1)
  expect(await isThere('/home/anna/.config/systemd/user/moltbot-ops.service')).toBe(false)

  await guest.must('loginctl', 'enable-linger', 'anna')
  const uid = await guest.must('id', '-u', 'anna')
  await expect.poll(() => isThere(`/run/user/${uid}/bus`), patience).toBe(true)
  const { code, stdout } = await onTerminal('service install --yes --port 7338', 'anna')
  expect(stdout).toContain('The agent answers on http://127.0.0.1:7338.')
  expect(code).toBe(0)
  await guest.reboot()
  await expect.poll(() => health(7338), patience).toMatch(/^200 /)
  expect((await onTerminal('service remove --yes', 'anna')).code).toBe(0)
  expect(await health(7338)).toBe('')
})
