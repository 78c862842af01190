import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolders } from '../folders/folders.ts'
import { createRunFolderWork } from '../folders/run-folder-work.ts'
import { createActAs } from '../programs/act-as.ts'
import { createFindProgram } from '../programs/find-program.ts'
import { createPrograms } from '../programs/programs.ts'
import { createRunProcess } from '../programs/run-process.ts'
import { createAccounts } from './accounts.ts'
import { createReadAccount, ownAccount } from './read-accounts.ts'

const name = `mb-test-${process.pid}`
const own = ownAccount(undefined)
function accountsOn(path: string | undefined) {
  const find = createFindProgram(path)
  const run = createRunProcess(createActAs({ ownUid: own.uid, ownNode: process.execPath, find }))
  const programs = createPrograms({ run, find })
  const folders = createFolders({
    ownUid: own.uid,
    work: createRunFolderWork({ run, ownUid: own.uid, node: process.execPath }),
  })
  const leftovers = { shared: [realpathSync(tmpdir()), '/var/tmp'], named: [join(folder, 'cron')] }
  return createAccounts({ programs, folders, leftovers, own, read: createReadAccount({ programs, own }) })
}
let folder: string
let accounts: ReturnType<typeof accountsOn>
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'accounts-')))
  accounts = accountsOn(undefined)
})
afterEach(async () => {
  if (await accounts.find(name)) execFileSync('userdel', [name], { stdio: 'ignore' })
  rmSync(folder, { recursive: true, force: true })
})

test('a system account is made once, with a home of its own and without a way to log in', async () => {
  const home = join(folder, 'var/moltbot')
  const made = await accounts.createSystem(name, home)
  expect(made).toMatchObject({ name, home })
  expect(made.uid).toBeLessThan(1000)
  expect(lstatSync(home)).toMatchObject({ uid: made.uid, gid: made.gid })
  expect(lstatSync(home).mode & 0o7777).toBe(0o700)
  expect(lstatSync(join(folder, 'var')).uid).toBe(0)
  const entry = execFileSync('getent', ['passwd', name], { encoding: 'utf8' })
  expect(entry.trim()).toMatch(/(nologin|false)$/)
  const password = readFileSync('/etc/shadow', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
  expect(password?.split(':')[1]).toMatch(/^[!*]/)
  expect(await accounts.createSystem(name, join(folder, 'other'))).toEqual(made)
  expect(existsSync(join(folder, 'other'))).toBe(false)
  expect(await accounts.byUid(made.uid)).toEqual(made)
  expect(await accounts.mayActAsOthers()).toBe(true)
})

test('an account that was made here is taken away with its home, but not while something runs as it', async () => {
  const home = join(folder, 'var/moltbot')
  const { uid, gid } = await accounts.createSystem(name, home)
  mkdirSync(join(home, 'deep'))
  chownSync(join(home, 'deep'), uid, gid)
  const left = [realpathSync(tmpdir()), '/var/tmp'].map((shared) => join(shared, `${name}-left`))
  for (const path of left) {
    mkdirSync(path)
    chownSync(path, uid, gid)
  }
  const crontab = join(folder, 'cron', name)
  mkdirSync(join(folder, 'cron'))
  writeFileSync(crontab, '* * * * * /bin/true\n')
  const sleeper = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
  await once(sleeper, 'spawn')
  expect(await accounts.isIdle({ uid, gid, name, home })).toBe(false)
  await expect(accounts.remove(name)).rejects.toMatchObject({ reason: 'denied' })
  expect(existsSync(join(home, 'deep'))).toBe(true)
  sleeper.kill('SIGKILL')
  await once(sleeper, 'exit')
  expect(await accounts.isIdle({ uid, gid, name, home })).toBe(true)
  await accounts.remove(name)
  expect(await accounts.find(name)).toBeNull()
  expect([home, crontab, ...left].filter((path) => existsSync(path))).toEqual([])
  expect(existsSync(join(folder, 'var'))).toBe(true)
  await accounts.remove(name)
})

test.each([
  ['in a container, where the number is another user', ['--pid', '--fork'], true],
  ['that hid itself as any user can', ['--user', '--map-root-user', '--pid', '--fork'], false],
])('a process %s: whether the account is idle', async (_what, unshare, idle) => {
  const { uid, gid } = await accounts.createSystem(name, join(folder, 'var/moltbot'))
  const asUser = ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--clear-groups', '--']
  const words = idle ? ['unshare', ...unshare, ...asUser] : [...asUser, 'unshare', ...unshare]
  const [file = '', ...args] = [...words, 'sh', '-c', 'echo here; exec sleep 60']
  const sleeper = spawn(file, args, { cwd: '/', detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(sleeper.stdout, 'data')
  // What unshare and setpriv themselves run as is not what is asked about.
  expect(await accounts.isIdle({ uid, gid, name, home: '/' })).toBe(idle)
  process.kill(-(sleeper.pid ?? 0), 'SIGKILL')
  await once(sleeper, 'exit')
  await accounts.remove(name)
})

test('an account that somebody else made stays', async () => {
  execFileSync('useradd', ['--system', '--home-dir', join(folder, 'theirs'), '--create-home', name])
  await expect(accounts.remove(name)).rejects.toMatchObject({ reason: 'denied' })
  expect(await accounts.find(name)).not.toBeNull()
  expect(existsSync(join(folder, 'theirs'))).toBe(true)
})

test('no home is made in a folder of somebody else', async () => {
  mkdirSync(join(folder, 'theirs'))
  chownSync(join(folder, 'theirs'), 12_345, 12_345)
  const asked = accounts.createSystem(name, join(folder, 'theirs/home'))
  await expect(asked).rejects.toMatchObject({ reason: 'unsafe' })
  expect(await accounts.find(name)).toBeNull()
})

test('a system without useradd says what to do', async () => {
  const asked = accountsOn(join(folder, 'empty')).createSystem(name, join(folder, 'home'))
  await expect(asked).rejects.toThrow(/no useradd.*Make a system account/)
})
