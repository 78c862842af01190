import { createRedactor } from '@moltbot-ops/redact'
import { expect, test } from 'vitest'
import { createFakeClock } from './clock.fake.ts'
import { createRedactedLog } from './log.redacted.ts'

function arranged(redactor = createRedactor({ knownValues: [['token', 'open-sesame']] })) {
  const lines: string[] = []
  return { lines, log: createRedactedLog(createFakeClock(), redactor, (line) => lines.push(line)) }
}

test('secrets are hidden in messages, in fields, and in errors with their causes and stacks', () => {
  const { lines, log } = arranged()
  const error = new Error('open-sesame', { cause: new TypeError('because of open-sesame') })
  error.stack = 'Error: open-sesame\n    at open-sesame (/open-sesame.ts:1:1)'
  log.error('It was open-sesame.', { path: '/x?open-sesame', error })
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('open-sesame')
  expect(JSON.parse(String(lines[0]))).toMatchObject({ level: 'error', error: { name: 'Error', cause: {} } })
})

test('a redactor that breaks neither ends the agent nor lets the line through', () => {
  const redactor = createRedactor()
  const { lines, log } = arranged({
    ...redactor,
    value() {
      throw new SyntaxError('cannot compile open-sesame')
    },
  })
  log.error('It was open-sesame.')
  expect(lines.join()).toMatch(/could not be redacted/)
  expect(lines.join()).not.toContain('open-sesame')
})

test('a secret that looks like our own punctuation does not break the line', () => {
  const { lines, log } = arranged(createRedactor({ knownValues: [['token', '","message":"']] }))
  log.warn('It is still JSON.', { path: '/x' })
  expect(JSON.parse(String(lines[0]))).toMatchObject({ message: 'It is still JSON.', path: '/x' })
})
