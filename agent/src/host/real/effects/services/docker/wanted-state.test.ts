import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWantedStates } from './wanted-state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wanted-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is written is read again, by its name', async () => {
  const states = createWantedStates(join(folder, 'services'))
  expect(await states.names()).toEqual([])
  await states.write('moltbot', { wanted: 'up', refused: true })
  expect(await states.names()).toEqual(['moltbot'])
  expect(await states.read('moltbot')).toEqual({ wanted: 'up', refused: true })
  expect(statSync(join(folder, 'services/moltbot.container.json')).mode & 0o777).toBe(0o600)
  await states.remove('moltbot')
  expect(await states.names()).toEqual([])
})

test('what nobody has started is not wanted up', async () => {
  expect(await createWantedStates(folder).read('moltbot')).toEqual({ wanted: 'down', refused: false })
})

test.each(['{', 'null', '{"wanted":"maybe","refused":false}', '{"wanted":"up"}'])('%s is damaged', async (text) => {
  writeFileSync(join(folder, 'moltbot.container.json'), text)
  await expect(createWantedStates(folder).read('moltbot')).rejects.toThrow(/is damaged/)
})
