import { createRedactor } from '@moltbot-ops/redact'
import { expect, test } from 'vitest'
import { Problem } from '../core/problem.ts'
import { errorBody } from './error-answer.ts'
import { redactPayload } from './redact-payload.ts'

const status = {
  instance_id: 'in_1',
  state: 'running',
  since: '2026-11-23T07:20:00.000Z',
  reasons: [{ code: 'port_closed', message: 'It said open-sesame.' }],
}

test('secrets are hidden in free text', () => {
  const redactor = createRedactor({ knownValues: [['token', 'open-sesame']] })
  expect(redactPayload(status, redactor.text)).toEqual({
    ...status,
    reasons: [{ code: 'port_closed', message: 'It said [redacted:token#a1].' }],
  })
})

test('a MoltBot that calls our words, names, times and ids its secrets hides none of them', () => {
  const values = ['running', 'instance_id', 'reasons', '2026-11-23T07', 'port_closed', '"message":"', '"code":"']
  const redactor = createRedactor({ knownValues: values.map((value) => ['env', value] as const) })
  expect(redactPayload(status, redactor.text)).toEqual(status)
  const problem = new Problem('not_found', 'There is nothing.', { details: [{ path: '/a', message: 'running' }] })
  const body = errorBody(problem, 'rq_1', redactor.text)
  expect(body).toEqual({
    code: 'not_found',
    message: 'There is nothing.',
    request_id: 'rq_1',
    details: problem.details,
  })
})
