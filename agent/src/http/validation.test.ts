import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

// At run time they are taken for schemas unseen: checking them costs a start as much as compiling them.
test('every schema of the contract is one', () => {
  const ajv = new Ajv({ strict: false })
  const all = Object.entries(schemas).flatMap(([id, own]) =>
    id === 'error'
      ? [[id, own] as const]
      : Object.entries(own).map(([part, schema]) => [`${id}.${part}`, schema] as const),
  )
  const wrong = all.filter(([, schema]) => schema !== null && ajv.validateSchema(schema as object) !== true)
  expect(wrong.map(([name]) => name)).toEqual([])
  expect(all.length).toBeGreaterThan(100)
})
