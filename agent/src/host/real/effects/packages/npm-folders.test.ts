import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownAccount } from '../accounts/read-accounts.ts'
import { isProcessAlive, npmFolderName, sweepNpmFolders } from './npm-folders.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sweep-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('only folders of agents that are gone are removed', async () => {
  for (const pid of [11, 12]) mkdirSync(join(folder, npmFolderName(pid, 'x')))
  mkdirSync(join(folder, 'moltbot-ops-npm-of-mine'))
  writeFileSync(join(folder, npmFolderName(11, 'file')), '')
  symlinkSync('/', join(folder, npmFolderName(11, 'link')))
  const removed: string[] = []
  await sweepNpmFolders({
    folders: { remove: async (path, { root }) => void removed.push(`${basename(path)} in ${basename(root)}`) },
    temporaryFolder: folder,
    own: ownAccount(undefined),
    isAlive: (pid) => pid === 12,
  })
  expect(removed).toEqual([`moltbot-ops-npm-11-x in ${basename(folder)}`])
  expect(existsSync(folder)).toBe(true)
})

test('this process is alive, and so is one of somebody else', () => {
  expect([process.pid, 1].map(isProcessAlive)).toEqual([true, true])
  expect(isProcessAlive(2 ** 30)).toBe(false)
})
