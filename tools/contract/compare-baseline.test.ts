import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { compareBaseline } from './compare-baseline.ts'
import { asDocument } from './document.ts'

const frozen = `
openapi: 3.0.3
security: [{ bearerAuth: [] }]
paths:
  /health:
    get:
      security: []
      responses:
        "200": { content: { application/json: { schema: { $ref: "#/components/schemas/Health" } } } }
  /logs/tail:
    get:
      parameters:
        - { in: query, name: lines, required: false, schema: { type: integer, default: 200, maximum: 5000 } }
      responses:
        "200": { content: { application/json: { schema: { type: array, items: { type: string, nullable: true } } } } }
  /config/apply:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [config]
              properties:
                config: { type: object, additionalProperties: true }
                mode: { type: string, enum: [merge, replace] }
      responses:
        "200": { $ref: "#/components/responses/Done" }
components:
  schemas:
    Health:
      type: object
      required: [status]
      properties:
        status: { type: string, enum: [ok, degraded] }
  responses:
    Done: { content: { application/json: { schema: { $ref: "#/components/schemas/Health" } } } }
`

/** Breaks the text in one place; a place that is not there would prove nothing. */
function changed(from: string, to: string): string[] {
  if (!frozen.includes(from)) throw new Error(`the sample does not hold ${from}`)
  return compareBaseline(asDocument(parse(frozen)), asDocument(parse(frozen.replace(from, to)))).broken
}

test('the text itself, and one with more in it, are whole', () => {
  const wider = frozen
    .replace('enum: [ok, degraded] }', 'enum: [ok, degraded, unknown] }\n        since: { type: string }')
    .replace('mode: {', 'base_hash: { type: string, maxLength: 64 }\n                mode: {')
    .replace('required: [config]', 'additionalProperties: false\n              required: [config]')
    .replace('[{ bearerAuth: [] }]', '[{ bearerAuth: [] }, { cookieAuth: [] }]')
    .replace('      security: []', '      operationId: getHealth\n      security: []')
  const report = compareBaseline(asDocument(parse(frozen)), asDocument(parse(wider)))
  expect(report.broken).toEqual([])
  expect(report.operations).toBe(3)
  expect(report.compared).toBeGreaterThan(25)
})

describe('each kind of loss is found', () => {
  test.each([
    ['a path', '/logs/tail:', '/logs/end:', 'GET /logs/tail: is gone'],
    ['a method', '    post:', '    put:', 'POST /config/apply: is gone'],
    ['a parameter', 'name: lines', 'name: count', 'GET /logs/tail query lines: is gone'],
    ['a parameter made required', 'lines, required: false', 'lines, required: true', 'required was false, is true'],
    ['a default', 'default: 200', 'default: 100', 'default was 200, is 100'],
    ['a bound', 'maximum: 5000', 'maximum: 500', 'maximum was 5000, is 500'],
    ['a field', 'mode: {', 'way: {', 'POST /config/apply body.mode: is gone'],
    ['a type', 'mode: { type: string', 'mode: { type: integer', 'type was "string", is "integer"'],
    ['an enum value', '[merge, replace]', '[merge]', 'enum value "replace" is gone'],
    ['a whole enum', ', enum: [merge, replace]', '', 'enum value "merge" is gone'],
    ['a required answer field', 'required: [status]', 'required: []', 'was required, is optional'],
    ['one more field to send', 'required: [config]', 'required: [config, mode]', 'body.mode: has to be sent now'],
    ['a status', '"200": { $ref', '"202": { $ref', 'POST /config/apply 200: is gone'],
    ['a media type', 'application/json: { schema: { type: array', 'text/plain: { schema: { type: array', 'is gone'],
    ['null', ', nullable: true', '', 'nullable was true, is gone'],
    ['openness', 'additionalProperties: true', 'additionalProperties: false', 'closed to further fields'],
    ['open access', 'security: []', 'summary: guarded now', 'GET /health: was open, is guarded'],
    ['the guard', 'security: [{ bearerAuth: [] }]', 'security: []', 'GET /logs/tail: was guarded, is open'],
    ['a way to sign in', '{ bearerAuth: [] }', '{ cookieAuth: [] }', 'is no longer accepted'],
    ['an answer that was not null', '[ok, degraded] }', '[ok, degraded], nullable: true }', 'can be null now'],
    [
      'a field that took any text',
      'lines, required: false, schema: {',
      'lines, schema: { enum: [200],',
      'limited to an enum',
    ],
    ['a component name', 'Health:\n      type', 'Healthy:\n      type', 'components.schemas.Health: is gone'],
  ])('%s', (_what, from, to, message) => {
    expect(changed(from, to).join('\n')).toContain(message)
  })
})
