import { ApiError } from '@moltbot-ops/sdk'
import { expect, it } from 'vitest'
import { findingOf } from '../test/config-fixtures.ts'
import { findingsByRow, nearestRow } from './findings-of.ts'
import { detailsOf, newErrors } from './judge-draft.ts'

const rows = new Set(['gateway.port', 'bindings', 'bindings[0].agent', 'models.providers["a.b"].baseUrl'])

it.each([
  ['gateway.port', 'gateway.port'],
  ['bindings[0].agent.name', 'bindings[0].agent'],
  ['bindings.0.agent', 'bindings[0].agent'],
  ['bindings[4]', 'bindings'],
  ['models.providers["a.b"].baseUrl', 'models.providers["a.b"].baseUrl'],
  ['gateway', null],
  ['', null],
])('a finding at %j stands beside %j', (path, row) => {
  expect(nearestRow(path, rows)).toBe(row)
})

it('several findings of one setting stand together', () => {
  const [one, two, other] = [findingOf('bindings'), findingOf('bindings[7]'), findingOf('nowhere')]
  expect(findingsByRow([one, two, other], rows)).toEqual(new Map([['bindings', [one, two]]]))
})

it('what was wrong before does not stand in the way of another change', () => {
  const old = findingOf('plugins.entries.x')
  const fresh = findingOf('gateway.port')
  expect(newErrors([old, fresh, findingOf('x', { severity: 'warning' })], [old])).toEqual([fresh])
})

it('what the agent refuses to look at is told at its place', () => {
  const details = [{ path: '/config/hooks/mappings/0/a~1b', message: 'The mask stands for nothing here.' }]
  const error = new ApiError({ status: 400, code: 'validation_failed', message: 'No.', details })
  expect(detailsOf(error)).toEqual([
    { path: 'hooks.mappings[0]["a/b"]', message: 'The mask stands for nothing here.', severity: 'error' },
  ])
  expect(detailsOf(new Error('x'))).toEqual([])
})
