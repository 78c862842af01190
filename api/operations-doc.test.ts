import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contractVersion, operations } from './generated/operations.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/05-contract.md'), 'utf8')

interface Marks {
  role: string
  via: string
  consent: string | { when: string }
}

function consentOf({ consent }: Marks): string {
  return typeof consent === 'string' ? consent : `when ${consent.when}`
}

test('docs/05-contract.md lists every operation of the contract with its marks', () => {
  const documented = page.split('\n').filter((line) => /^\| `[A-Z]+ \//.test(line))
  const inContract = Object.values(operations).map((operation) => {
    const { method, path, summary } = operation
    const marks: Marks = operation
    return `| \`${method} ${path}\` | ${summary} | ${marks.role} | ${marks.via} | ${consentOf(marks)} |`
  })
  expect(inContract.length).toBeGreaterThan(60)
  expect(documented).toEqual(inContract)
})

test('docs/05-contract.md names the version of the contract', () => {
  expect(page).toContain(`version ${contractVersion})`)
})
