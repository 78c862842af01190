import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'

// At run time they are taken for schemas unseen: checking them costs a start as much as compiling them.
test('every schema of the contract is one', () => {
  const ajv = new Ajv({ strict: false })
  const all = Object.entries<object>(schemas).flatMap(([id, own]): [string, object | null][] =>
    id === 'error' ? [[id, own]] : Object.entries(own).map(([part, schema]) => [`${id}.${part}`, schema]),
  )
  const wrong = all.filter(([, schema]) => schema !== null && ajv.validateSchema(schema) !== true)
  expect(wrong.map(([name]) => name)).toEqual([])
  expect(all.length).toBeGreaterThan(100)
})
