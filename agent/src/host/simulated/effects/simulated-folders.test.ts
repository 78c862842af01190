import { expect, test } from 'vitest'
import { openMachine, robin, root } from '../test/open-machine.ts'

const text = (content: string) => new TextEncoder().encode(content)
const home = { owner: robin, root: robin.home }

test('a file has its owner, its mode and its text, and the record names who wrote it', async () => {
  const { effects, host, read } = openMachine('not-installed')
  await effects.folders.makeDirectory('/home/robin/a/b', { ...home, mode: 0o750 })
  await effects.folders.writeFile('/home/robin/a/b/notes', text('grün'), { ...home, mode: 0o640 })
  expect(await host.files.facts('/home/robin/a/b')).toMatchObject({ kind: 'directory', uid: 1000, mode: 0o750 })
  expect(await host.files.facts('/home/robin/a/b/notes')).toMatchObject({
    kind: 'file',
    uid: 1000,
    mode: 0o640,
    size: 5,
  })
  expect(await read('/home/robin/a/b/notes')).toBe('grün')
  expect(effects.record()).toEqual([
    { at: expect.any(Number), kind: 'make_directory', target: '/home/robin/a/b', by: 'robin' },
    { at: expect.any(Number), kind: 'write_file', target: '/home/robin/a/b/notes', by: 'robin' },
  ])
})

test('a file that is replaced is another file', async () => {
  const { effects, host } = openMachine('not-installed')
  const inode = async () => (await host.files.facts('/home/robin/notes'))?.inode
  await effects.folders.writeFile('/home/robin/notes', text('one'), { ...home, mode: 0o600 })
  const first = await inode()
  await effects.folders.writeFile('/home/robin/notes', text('two'), { ...home, mode: 0o600 })
  expect(await inode()).not.toBe(first)
  expect(await host.files.list('/home/robin')).toEqual(['.config', 'notes'])
})

test.each([
  ['a path outside the root', '/etc/passwd'],
  ['a way out of the root', '/home/robin/../casey/notes'],
  ['a folder that is a symlink', '/home/robin/way/notes'],
  ['a symlink in the place of the file', '/home/robin/way'],
])('%s is unsafe', async (_what, path) => {
  const { effects } = openMachine('not-installed')
  await effects.folders.switchLink('/home/robin/way', '/etc', home)
  const writing = effects.folders.writeFile(path, text(''), { ...home, mode: 0o600 })
  await expect(writing).rejects.toMatchObject({ reason: 'unsafe' })
})

test('the folder of somebody else cannot be a root, not even for root', async () => {
  const { effects } = openMachine('not-installed')
  const writing = (owner: typeof root, folder: string) =>
    effects.folders.writeFile(`${folder}/notes`, text(''), { owner, root: folder, mode: 0o600 })
  await expect(writing(root, '/home/robin')).rejects.toMatchObject({ reason: 'unsafe' })
  await expect(writing(robin, '/var/lib/moltbot-ops')).rejects.toMatchObject({ reason: 'unsafe' })
  await expect(writing(robin, '/var/lib')).rejects.toMatchObject({ reason: 'denied' })
  expect(await effects.record().length).toBe(3)
})

test('a rename moves a tree and overwrites nothing', async () => {
  const { effects, read } = openMachine('not-installed')
  const { folders } = effects
  await folders.makeDirectory('/home/robin/new/deep', { ...home, mode: 0o700 })
  await folders.writeFile('/home/robin/new/deep/notes', text('kept'), { ...home, mode: 0o600 })
  await folders.rename('/home/robin/new', '/home/robin/old', home)
  expect(await read('/home/robin/old/deep/notes')).toBe('kept')
  await folders.makeDirectory('/home/robin/new', { ...home, mode: 0o700 })
  await expect(folders.rename('/home/robin/new', '/home/robin/old', home)).rejects.toMatchObject({ reason: 'failed' })
})

test('a removal follows no symlink, and what is not there leaves no record', async () => {
  const { effects, host } = openMachine('not-installed')
  await effects.folders.switchLink('/home/robin/way', '/etc', home)
  await effects.folders.remove('/home/robin/way', home)
  await effects.folders.remove('/home/robin/way', home)
  expect(await host.files.facts('/etc/systemd')).not.toBeNull()
  expect(effects.record().map(({ kind }) => kind)).toEqual(['switch_link', 'remove'])
})

test('a sealed tree is of root and nobody else writes it; one that leads out is refused', async () => {
  const { effects, host } = openMachine('not-installed')
  const { folders } = effects
  await folders.makeDirectory('/home/robin/tree/bin', { ...home, mode: 0o700 })
  await folders.writeFile('/home/robin/tree/bin/node', text(''), { ...home, mode: 0o700 })
  await folders.writeFile('/home/robin/tree/notes', text(''), { ...home, mode: 0o666 })
  await folders.seal('/home/robin/tree', home)
  expect(await host.files.facts('/home/robin/tree')).toMatchObject({ uid: 0, mode: 0o755 })
  expect(await host.files.facts('/home/robin/tree/bin/node')).toMatchObject({ uid: 0, mode: 0o755 })
  expect(await host.files.facts('/home/robin/tree/notes')).toMatchObject({ uid: 0, mode: 0o644 })
  await folders.makeDirectory('/home/robin/other', { ...home, mode: 0o700 })
  await folders.switchLink('/home/robin/other/way', '/etc', home)
  await expect(folders.seal('/home/robin/other', home)).rejects.toMatchObject({ reason: 'unsafe' })
})

test('a full disk takes no file, and can still be emptied', async () => {
  const { effects, faults, host } = openMachine('not-installed')
  const write = () => effects.folders.writeFile('/home/robin/notes', text('x'), { ...home, mode: 0o600 })
  await write()
  faults.diskFull(true)
  expect(await host.system.diskOf('/home/robin')).toMatchObject({ freeBytes: 0 })
  await expect(write()).rejects.toMatchObject({ reason: 'no_space', message: expect.stringContaining('no space left') })
  await effects.folders.remove('/home/robin/notes', home)
  faults.diskFull(false)
  await write()
})

test('a system account is made once, with a home of its own', async () => {
  const { effects, host } = openMachine('not-installed')
  expect(await effects.accounts.mayActAsOthers()).toBe(true)
  expect(await effects.accounts.find('moltbot')).toBeNull()
  const made = await effects.accounts.createSystem('moltbot', '/var/lib/moltbot')
  expect(made).toEqual({ uid: 989, gid: 989, name: 'moltbot', home: '/var/lib/moltbot' })
  expect(await host.files.facts('/var/lib/moltbot')).toMatchObject({ kind: 'directory', uid: 989, mode: 0o700 })
  expect(await effects.accounts.createSystem('moltbot', '/elsewhere')).toEqual(made)
  expect(await effects.accounts.byUid(989)).toEqual(made)
  expect(effects.record()).toHaveLength(1)
})

test('an account that was made is taken away with its home, unless something runs as it or it was there before', async () => {
  const { effects, host } = openMachine('not-installed')
  const { accounts, folders } = effects
  const made = await accounts.createSystem('moltbot', '/var/lib/moltbot')
  await folders.makeDirectory('/var/lib/moltbot/deep', { owner: made, root: '/var/lib/moltbot', mode: 0o700 })
  expect(await accounts.isIdle(made)).toBe(true)
  await accounts.remove('moltbot')
  await accounts.remove('moltbot')
  expect(await accounts.find('moltbot')).toBeNull()
  expect(await host.files.facts('/var/lib/moltbot')).toBeNull()
  await expect(accounts.remove('casey')).rejects.toMatchObject({ reason: 'denied' })
  expect(effects.record().map(({ kind }) => kind)).toEqual([
    'create_account',
    'make_directory',
    'remove_account',
    'remove_account',
  ])
})

test('what is sealed in a folder of root, only root removes', async () => {
  const { effects } = openMachine('not-installed')
  const { folders } = effects
  const asRobin = { owner: robin, root: '/opt' }
  await folders.makeDirectory('/opt/tree', { ...asRobin, mode: 0o755 })
  await folders.seal('/opt/tree', { owner: root, root: '/opt' })
  await expect(folders.remove('/opt/tree', asRobin)).rejects.toMatchObject({ reason: 'denied' })
  await folders.remove('/opt/tree', { owner: root, root: '/opt' })
})
