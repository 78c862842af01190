import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemoryFiles } from '../../simulated/memory-files.ts'
import { createSystemdServices } from './systemd-services.ts'

const root = { uid: 0, name: 'root', home: '/root' }
const anna = { uid: 1000, name: 'anna', home: '/home/anna' }
const unit =
  '[Service]\nExecStart=/usr/bin/node /opt/openclaw.mjs gateway run\nEnvironment=OPENCLAW_GATEWAY_PORT=18789\n'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'systemctl-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that stands for systemctl and tells how it was called. */
function systemctl(script: string): string {
  const path = join(folder, 'systemctl')
  writeFileSync(path, `#!/bin/sh\necho "$*" >> ${folder}/calls\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

function arranged({ running = true } = {}) {
  const disk = createMemoryFiles()
  if (running) disk.makeDirectory('/run/systemd/system', { uid: 0, at: 0 })
  disk.write('/etc/systemd/system/openclaw-gateway.service', unit, { uid: 0, at: 0 })
  disk.write('/etc/systemd/system/ssh.service', unit, { uid: 0, at: 0 })
  disk.write('/home/anna/.config/systemd/user/clawdbot-gateway-night.service', unit, { uid: 1000, at: 0 })
  return disk
}

test('units of MoltBot are found with their state, those of others are not', async () => {
  const program = systemctl('echo ActiveState=active; echo MainPID=42')
  const services = createSystemdServices(arranged().files, root, program)
  expect(await services.manager()).toBe('systemd')
  const found = await services.list([root, anna])
  expect(found.map(({ name, scope, ownerUid }) => [name, scope, ownerUid])).toEqual([
    ['openclaw-gateway.service', 'system', 0],
    ['clawdbot-gateway-night.service', 'user', 1000],
  ])
  expect(found[0]).toMatchObject({
    active: true,
    mainPid: 42,
    environment: { OPENCLAW_GATEWAY_PORT: '18789' },
    execStart: '/usr/bin/node /opt/openclaw.mjs gateway run',
  })
})

test('the manager of another user is asked through their machine, one’s own directly', async () => {
  const services = createSystemdServices(arranged().files, root, systemctl('exit 1'))
  await services.list([root, anna])
  const calls = readFileSync(`${folder}/calls`, 'utf8')
  expect(calls).toContain('show openclaw-gateway.service --property=ActiveState,MainPID')
  expect(calls).toContain('--machine=anna@.host --user show clawdbot-gateway-night.service')
})

test('where systemd does not run nothing is asked, and the state is not known', async () => {
  const services = createSystemdServices(arranged({ running: false }).files, root, '/nowhere/systemctl')
  expect(await services.manager()).toBeNull()
  expect(await services.list([anna])).toMatchObject([{ active: null }, { active: null }])
})

test('a systemctl that fails leaves the state unknown', async () => {
  const services = createSystemdServices(arranged().files, root, systemctl('exit 1'))
  expect(await services.list([])).toMatchObject([{ name: 'openclaw-gateway.service', active: null, mainPid: null }])
})

test('a unit that belongs to somebody else than its folder is listed, and not read', async () => {
  const disk = arranged({ running: false })
  disk.write('/home/anna/.config/systemd/user/openclaw-gateway.service', unit, { uid: 0, at: 0 })
  const found = await createSystemdServices(disk.files, root).list([anna])
  expect(found.find(({ path }) => path.includes('anna') && path.includes('openclaw'))).toMatchObject({
    execStart: '',
    environment: {},
  })
})
