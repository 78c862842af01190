import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8')

/** The contract depends on nothing, so the agent's lists are read as text. */
const source = read('agent/src/moltbot/status/reason-codes.ts')
const page = read('docs/states-and-reasons.md')

function listOf(name: string): string[] {
  const block = new RegExp(`${name} = \\[([^\\]]+)\\]`).exec(source)?.[1] ?? ''
  return [...block.matchAll(/'(\w+)'/g)].map(([, code = '']) => code)
}

function documented(heading: string): string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code)
}

test('every reason that the agent can give is explained, and no other', () => {
  expect(listOf('reasonCodes').length).toBeGreaterThan(20)
  expect(documented('Reasons')).toEqual(listOf('reasonCodes'))
})

test('every finding about MoltBot is explained, and the one about the agent besides', () => {
  expect(listOf('findingIds').length).toBeGreaterThan(5)
  expect(documented('Findings').filter((id) => id !== 'separation_none')).toEqual(listOf('findingIds'))
})

test('every state of the contract is explained, and no other', () => {
  const contract = /MoltBotState:\s+type: string\s+enum: \[([^\]]+)\]/.exec(read('api/openapi.yaml'))?.[1] ?? ''
  expect(documented('States').toSorted()).toEqual(contract.split(', ').toSorted())
})
