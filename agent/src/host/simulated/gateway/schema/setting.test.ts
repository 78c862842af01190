import { expect, test } from 'vitest'
import { configHints, configSchema, configSections } from '../schema.ts'

test('there are some hundred settings to search in, with their secrets marked', () => {
  const hints = Object.entries(configHints)
  expect(hints.length).toBeGreaterThan(500)
  expect(hints.filter(([, { sensitive }]) => sensitive).length).toBeGreaterThan(60)
  expect(hints.filter(([, { advanced }]) => advanced === false).length).toBeGreaterThan(80)
  expect(configHints['gateway.auth.token']).toMatchObject({ label: 'Gateway Token', sensitive: true, advanced: false })
  expect(configHints['channels.telegram.accounts.*.botToken']).toMatchObject({ sensitive: true })
})

test('the schema is draft 07, closed but for the channels, with titles and descriptions', () => {
  expect(configSchema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    additionalProperties: false,
    properties: {
      channels: { additionalProperties: true, properties: { telegram: { additionalProperties: false } } },
      gateway: {
        additionalProperties: false,
        title: 'Gateway',
        properties: {
          port: {
            type: 'integer',
            minimum: 1,
            maximum: 65_535,
            title: 'Gateway Port',
            description: expect.any(String),
          },
          bind: { anyOf: expect.arrayContaining([{ type: 'string', const: 'loopback' }]) },
        },
      },
      models: { properties: { providers: { additionalProperties: { type: 'object' } } } },
    },
  })
})

test('sections have a place in the order that people see', () => {
  const ordered = Object.entries(configSections).filter(([, { hint }]) => hint.order !== undefined)
  expect(ordered.length).toBeGreaterThan(20)
  expect(ordered.map(([, { hint }]) => typeof hint.group)).toEqual(ordered.map(() => 'string'))
})
