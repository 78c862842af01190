import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { archive } from './archive.ts'

const files = [
  { path: 'bin/run.js', bytes: Buffer.from('run'), executable: true },
  { path: 'README.md', bytes: Buffer.from('read'), executable: false },
]

test('the order in which files were found does not change a byte', async () => {
  const one = await archive('product-1', files)
  const other = await archive('product-1', [...files].reverse())
  expect(one.equals(other)).toBe(true)
})

test('any tar can list it, in order, with plain owners and modes', async () => {
  const listing = execFileSync('tar', ['-tvzf', '-', '--utc'], {
    input: await archive('product-1', files),
    encoding: 'utf8',
  })
  const lines = listing.trim().split('\n')
  expect(lines[0]).toMatch(/^-rw-r--r-- root\/root .* 1970-01-01 00:00 product-1\/README\.md$/)
  expect(lines[1]).toMatch(/^-rwxr-xr-x root\/root .* product-1\/bin\/run\.js$/)
})

test('an archive of nothing is an error', async () => {
  await expect(archive('product-1', [])).rejects.toThrow('nothing')
})
