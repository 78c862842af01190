import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultedFields } from './defaulted-fields.ts'

interface OperationSchema {
  body?: { properties?: Record<string, { default?: unknown }>; required?: string[] } | null
}

test('the list of fields with a default is that of the contract', () => {
  const file = new URL(import.meta.resolve('@moltbot-ops/api/schemas'))
  const operations: Record<string, OperationSchema> = JSON.parse(readFileSync(file, 'utf8'))
  const fromContract = Object.entries(operations).flatMap(([id, { body }]) => {
    const fields = Object.entries(body?.properties ?? {})
      .filter(([name, schema]) => schema.default !== undefined && !body?.required?.includes(name))
      .map(([name]) => name)
    return fields.length > 0 ? [[id, fields]] : []
  })
  expect(Object.fromEntries(fromContract)).toEqual(defaultedFields)
})
