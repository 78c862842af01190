import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Owner, Programs } from '../../../effects.ts'
import { createAccounts } from './accounts.ts'
import { parsePasswdEntry } from './passwd-entry.ts'
import { createReadAccount, ownAccount } from './read-accounts.ts'

const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }
const ana: Owner = { uid: 1000, gid: 1001, name: 'ana', home: '/home/ana' }
const line = 'ana:x:1000:1001:Ana,,,:/home/ana:/bin/bash'
let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'accounts-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A machine with these programs, each a function of its arguments. */
function machine(own: Owner, answers: Record<string, (args: readonly string[]) => [code: number, text: string]>) {
  const ran: string[] = []
  const programs: Programs = {
    find: async (name) => (name in answers ? `/usr/bin/${name}` : null),
    async run(file, args) {
      ran.push([file, ...args].join(' '))
      const [code, text] = answers[file.slice('/usr/bin/'.length)]?.(args) ?? [127, '']
      return { code, signal: null, stdout: code === 0 ? text : '', stderr: code === 0 ? '' : text }
    },
  }
  const passwdFile = join(folder, 'passwd')
  writeFileSync(passwdFile, `${line}\n`)
  const read = createReadAccount({ programs, own, passwdFile })
  const folders = { remove: async (path: string) => void ran.push(`remove ${path}`) }
  const leftovers = { shared: [folder, join(folder, 'missing')], named: [join(folder, 'cron'), join(folder, 'mail')] }
  return { ran, accounts: createAccounts({ programs, folders, leftovers, own, read }) }
}

const getent = (args: readonly string[]): [number, string] =>
  args[1] === 'ana' || args[1] === '1000' ? [0, `${line}\n`] : [2, '']

test('an account is found by name and by number', async () => {
  const { accounts } = machine(root, { getent })
  expect(await accounts.find('ana')).toEqual(ana)
  expect(await accounts.byUid(1000)).toEqual(ana)
  expect(await accounts.find('bob')).toBeNull()
  expect(await accounts.byUid(1001)).toBeNull()
})

test('a number is no name, and no name is taken for an option', async () => {
  const { accounts, ran } = machine(root, { getent })
  expect(await accounts.find('1000')).toBeNull()
  expect(await accounts.find('--help')).toBeNull()
  expect(await accounts.byUid(-1)).toBeNull()
  expect(ran).toEqual([])
})

test('without getent the file of users is read, and the own user is known', async () => {
  const own = { ...ana, uid: 501, name: 'me', home: '/Users/me' }
  const { accounts } = machine(own, {})
  expect(await accounts.find('ana')).toEqual(ana)
  expect(await accounts.byUid(501)).toEqual(own)
})

test('a list of users that does not answer is an error', async () => {
  const { accounts } = machine(root, { getent: () => [3, 'no enumeration'] })
  await expect(accounts.find('ana')).rejects.toThrow('no enumeration')
})

test.each([
  '',
  'ana',
  'ana:x:1000',
  'ana:x:-1:0::/home/ana:',
  'ana:x:1e3:0::/home/ana:',
  ':x:1:1::/:',
  'a:x:1:1::home:',
])('the line %j is no account', (text) => {
  expect(parsePasswdEntry(text)).toBeNull()
})

test('an account that is there is left as it is', async () => {
  const { accounts, ran } = machine(ana, { getent, useradd: () => [1, ''] })
  expect(await accounts.createSystem('ana', '/elsewhere')).toEqual(ana)
  expect(ran.some((command) => command.includes('useradd'))).toBe(false)
})

test('only root makes accounts', async () => {
  const { accounts } = machine(ana, { getent, useradd: () => [0, ''] })
  await expect(accounts.createSystem('moltbot', join(folder, 'home'))).rejects.toMatchObject({ reason: 'denied' })
  expect(await accounts.mayActAsOthers()).toBe(false)
})

test.each(['Moltbot', '-o', 'a b', 'root:x', ''])('no account %j is made', async (name) => {
  const { accounts } = machine(root, { getent, useradd: () => [0, ''] })
  await expect(accounts.createSystem(name, join(folder, 'home'))).rejects.toMatchObject({ reason: 'unsafe' })
})

test.each(['home', '/a/../b', '/a/', '/a:b'])('%j is no home', async (home) => {
  const { accounts } = machine(root, { getent, useradd: () => [0, ''] })
  await expect(accounts.createSystem('moltbot', home)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a home that is there already is refused before anything is made', async () => {
  const { accounts, ran } = machine(root, { getent, useradd: () => [0, ''] })
  mkdirSync(join(folder, 'home'))
  await expect(accounts.createSystem('moltbot', join(folder, 'home'))).rejects.toThrow('there already')
  expect(ran.some((command) => command.includes('useradd'))).toBe(false)
})

/** A number that no process runs as. */
const idle = 4_000_000_001
const ours = `moltbot:x:${idle}:${idle}:MoltBot (made by MoltBot Ops):/var/lib/moltbot/home:/bin/false`

test.each([
  ['of somebody else', line.replace('ana', 'moltbot')],
  ['that is root under another name', ours.replaceAll(String(idle), '0')],
  ['that runs something', ours.replaceAll(String(idle), String(process.getuid?.()))],
])('an account %s stays with its home', async (_what, entry) => {
  const { accounts, ran } = machine(root, { getent: () => [0, `${entry}\n`], userdel: () => [0, ''] })
  await expect(accounts.remove('moltbot')).rejects.toMatchObject({ reason: 'denied' })
  expect(ran.filter((command) => !command.includes('getent'))).toEqual([])
})

test('an account that was made here goes after its home, and one that is not there is no error', async () => {
  let there = true
  const { accounts, ran } = machine(root, {
    getent: () => (there ? [0, `${ours}\n`] : [2, '']),
    userdel() {
      there = false
      return [12, 'userdel: moltbot mail spool not found']
    },
  })
  await accounts.remove('moltbot')
  await accounts.remove('moltbot')
  expect(ran.filter((command) => !command.includes('getent'))).toEqual([
    'remove /var/lib/moltbot/home',
    '/usr/bin/userdel -- moltbot',
  ])
})

test('what is named after the account goes with it, and nothing that is named after others', async () => {
  const { accounts } = machine(root, { getent: () => [0, `${ours}\n`], userdel: () => [1, 'cannot lock /etc/passwd'] })
  mkdirSync(join(folder, 'cron'))
  for (const name of ['moltbot', 'moltbot2']) writeFileSync(join(folder, 'cron', name), '* * * * * /bin/true\n')
  await expect(accounts.remove('moltbot')).rejects.toThrow('could not be taken away')
  expect(readdirSync(join(folder, 'cron'))).toEqual(['moltbot2'])
})

test('what is named after an account of somebody else stays', async () => {
  const { accounts } = machine(root, { getent: () => [0, `${line.replace('ana', 'moltbot')}\n`] })
  mkdirSync(join(folder, 'cron'))
  writeFileSync(join(folder, 'cron', 'moltbot'), '* * * * * /bin/true\n')
  await expect(accounts.remove('moltbot')).rejects.toMatchObject({ reason: 'denied' })
  expect(readdirSync(join(folder, 'cron'))).toEqual(['moltbot'])
})

test('an account that the system does not let go is said', async () => {
  const { accounts } = machine(root, { getent: () => [0, `${ours}\n`], userdel: () => [1, 'cannot lock /etc/passwd'] })
  await expect(accounts.remove('moltbot')).rejects.toThrow('could not be taken away: cannot lock /etc/passwd')
})

test('the agent knows as whom it runs', () => {
  expect(ownAccount('/home/x')).toMatchObject({ uid: process.getuid?.(), gid: process.getgid?.() })
})
