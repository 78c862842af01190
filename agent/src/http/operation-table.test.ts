import { operations } from '@moltbot-ops/api/operations'
import { expect, test } from 'vitest'
import { createMethodFinder, readOperations, routePath } from './operation-table.ts'

test('the whole contract has readable marks', () => {
  expect(readOperations().length).toBeGreaterThan(30)
})

test.each(['role', 'consent', 'via'])('an operation without %s keeps the agent from starting', (mark) => {
  const broken = { ...operations, getHealth: { ...operations.getHealth, [mark]: null } }
  expect(() => readOperations(broken)).toThrow(`getHealth has no readable x-${mark}`)
})

test('a path of the contract becomes a path of the router', () => {
  expect(routePath('/pair/pending/{id}/approve')).toBe('/pair/pending/:id/approve')
})

test('the methods of a concrete path are found, also below a parameter', () => {
  const methodsOf = createMethodFinder(readOperations())
  expect(methodsOf('/devices/dev_1')).toEqual(['PATCH', 'DELETE'])
  expect(methodsOf('/devices/dev_1/more')).toEqual([])
})
