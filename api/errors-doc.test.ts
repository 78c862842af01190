import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problems } from './generated/operations.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/errors.md'), 'utf8')

test('docs/errors.md lists the catalogue of the contract, in its order and its words', () => {
  const documented = page.split('\n').filter((line) => /^\| `/.test(line))
  const catalogue = Object.entries(problems).map(
    ([code, { status, meaning }]) => `| \`${code}\` | ${status} | ${meaning} |`,
  )
  expect(catalogue.length).toBeGreaterThan(30)
  expect(documented).toEqual(catalogue)
})
