import { expect, test } from 'vitest'
import { HostError } from '../../host.ts'
import { openMachine, robin } from '../test/open-machine.ts'
import { SimulatedCrash } from './faults.ts'

const home = { owner: robin, root: robin.home }
const write = ({ folders }: ReturnType<typeof openMachine>['effects'], name: string) =>
  folders.writeFile(`/home/robin/${name}`, new Uint8Array(), { ...home, mode: 0o600 })

test('the second write fails as asked, the first and the third do not', async () => {
  const { effects, faults, host } = openMachine('not-installed')
  faults.failAt('write_file', 2, new HostError('denied', 'read-only file system'))
  await write(effects, 'a')
  await expect(write(effects, 'b')).rejects.toMatchObject({ reason: 'denied', message: 'read-only file system' })
  await write(effects, 'c')
  expect(await host.files.list('/home/robin')).toEqual(['.config', 'a', 'c'])
  expect(effects.record().map(({ target }) => target)).toEqual(['/home/robin/a', '/home/robin/c'])
})

test('whatever the function picks fails until the faults are cleared', async () => {
  const { effects, faults } = openMachine('not-installed')
  faults.failAt('any', ({ target }) => target.endsWith('b'))
  await expect(write(effects, 'b')).rejects.toMatchObject({ reason: 'failed' })
  await expect(write(effects, 'b')).rejects.toMatchObject({ reason: 'failed' })
  faults.clear()
  await write(effects, 'b')
})

test.each([
  ['before', [], 0],
  ['during', ['.a.new'], 1],
  ['after', ['a'], 1],
] as const)('killed %s a write, the file is as it was then', async (moment, files, records) => {
  const { effects, faults, host } = openMachine('not-installed')
  faults.crashAt('write_file', 1, { moment })
  await expect(write(effects, 'a')).rejects.toBeInstanceOf(SimulatedCrash)
  expect((await host.files.list('/home/robin')).filter((name) => name !== '.config')).toEqual(files)
  expect(effects.record()).toHaveLength(records)
})

test('an agent that was killed changes and asks nothing more, the next one goes on', async () => {
  const { effects, faults, restartAgent } = openMachine('not-installed')
  const crashed = faults.crashed()
  faults.crashAt('write_file', 1)
  await expect(write(effects, 'a')).rejects.toBeInstanceOf(SimulatedCrash)
  expect((await crashed).message).toContain('before write_file /home/robin/a')
  await expect(write(effects, 'b')).rejects.toBeInstanceOf(SimulatedCrash)
  await expect(effects.accounts.find('robin')).rejects.toBeInstanceOf(SimulatedCrash)
  const next = restartAgent()
  await write(next, 'c')
  expect(next.record().map(({ target }) => target)).toEqual(['/home/robin/c'])
})

test('killed in silence nothing of it runs on', async () => {
  const { effects, faults, clock } = openMachine('not-installed')
  const seen: string[] = []
  const note = (what: string) => () => void seen.push(what)
  faults.crashAt('any', 1, { silent: true })
  write(effects, 'a').then(note('written'), note('refused'))
  write(effects, 'b').then(note('written'), note('refused'))
  await clock.advance(1000)
  expect(seen).toEqual([])
})
