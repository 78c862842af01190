/**
 * Contract → code. Reads openapi.yaml (with its examples) and writes, into generated/:
 * openapi.json (bundled), types.ts (openapi-typescript), operations.ts (the table that routes, roles, consent and
 * coverage tests read) and schemas.json (per operation, references resolved, for the validators).
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Node = { [key: string]: Json }

const here = dirname(fileURLToPath(import.meta.url))
const methods = ['get', 'post', 'put', 'patch', 'delete']
/** What a request body may have at most, where `x-max-body-bytes` says nothing else. */
const usualBodyBytes = 1024 * 1024

const isNode = (value: Json | undefined): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Replaces references to files (the examples) by what the files hold, so that the bundle stands alone. */
async function bundle(value: Json): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map(bundle))
  if (!isNode(value)) return value
  const ref = value.$ref
  if (typeof ref === 'string' && !ref.startsWith('#')) {
    return JSON.parse(await readFile(join(here, ref), 'utf8')) as Json
  }
  const entries = await Promise.all(Object.entries(value).map(async ([k, v]) => [k, await bundle(v)] as const))
  return Object.fromEntries(entries)
}

function lookUp(root: Node, pointer: string): Json {
  let at: Json | undefined = root
  for (const key of pointer.slice(2).split('/')) at = isNode(at) ? at[key] : undefined
  if (at === undefined) throw new Error(`openapi.yaml: ${pointer} points nowhere`)
  return at
}

/** Schema keywords that say something to people or to other gates, not to a validator. */
const notForValidators = new Set(['example', 'examples', 'description'])

function resolve(root: Node, value: Json, depth = 0): Json {
  if (depth > 40) throw new Error('openapi.yaml: a schema refers to itself; validators need it flat')
  if (Array.isArray(value)) return value.map((item) => resolve(root, item, depth + 1))
  if (!isNode(value)) return value
  if (typeof value.$ref === 'string') return resolve(root, lookUp(root, value.$ref), depth + 1)
  return Object.fromEntries(
    Object.entries(value)
      // A property may itself be named `description`; then it holds a schema, not a text.
      .filter(([key, inner]) => !notForValidators.has(key) || isNode(inner))
      .map(([key, inner]) => [key, resolve(root, inner, depth + 1)]),
  )
}

function parameters(root: Node, operation: Node, place: string): Json {
  const list = (Array.isArray(operation.parameters) ? operation.parameters : []).map((p) => resolve(root, p))
  const inPlace = list.filter((p): p is Node => isNode(p) && p.in === place)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(inPlace.map((p) => [String(p.name), p.schema ?? {}])),
    required: inPlace.filter((p) => p.required === true).map((p) => String(p.name)),
  }
}

function headerNames(root: Node, operation: Node): string[] {
  const list = (Array.isArray(operation.parameters) ? operation.parameters : []).map((p) => resolve(root, p))
  return list.filter((p): p is Node => isNode(p) && p.in === 'header').map((p) => String(p.name))
}

function contentSchema(root: Node, holder: Json | undefined): Json | null {
  const resolved = holder === undefined ? undefined : resolve(root, holder)
  const content = isNode(resolved) ? resolved.content : undefined
  const json = isNode(content) ? content['application/json'] : undefined
  return isNode(json) ? (json.schema ?? null) : null
}

/** Body fields and query parameters that an operation has beyond the baseline, so that clients know what to ask for. */
function addedFields(baseline: Node, id: string, path: string, method: string): string[] {
  const before = isNode(baseline.paths) && isNode(baseline.paths[path]) ? baseline.paths[path][method] : undefined
  if (!isNode(before)) return []
  const own = schemas[id] as { query: Node; body: Node | null }
  const old = contentSchema(baseline, before.requestBody)
  const oldQuery = parameters(baseline, before, 'query') as Node
  const names = (schema: Json) => (isNode(schema) && isNode(schema.properties) ? Object.keys(schema.properties) : [])
  const known = new Set([...names(old), ...names(oldQuery)])
  return [...names(own.body), ...names(own.query)].filter((name) => !known.has(name))
}

async function write(name: string, text: string): Promise<void> {
  const path = join(here, 'generated', name)
  await writeFile(`${path}.tmp`, text)
  await rename(`${path}.tmp`, path)
}

const root = (await bundle(parse(await readFile(join(here, 'openapi.yaml'), 'utf8')) as Json)) as Node
const baseline = parse(await readFile(join(here, 'baseline/openapi-0.1.0.yaml'), 'utf8')) as Node
const operations: Node = {}
const requestFields: Node = {}
const schemas: Node = {}
for (const [path, item] of Object.entries(root.paths as Node)) {
  for (const method of methods) {
    const operation = isNode(item) ? item[method] : undefined
    if (!isNode(operation)) continue
    const id = String(operation.operationId)
    const responses = operation.responses as Node
    const success = Object.keys(responses).find((status) => status.startsWith('2'))
    const okay = resolve(root, responses[success as string] as Json)
    const content = isNode(okay) && isNode(okay.content) ? Object.keys(okay.content) : []
    const body = isNode(operation.requestBody) ? operation.requestBody : undefined
    operations[id] = {
      id,
      method: method.toUpperCase(),
      path,
      tag: (operation.tags as Json[])[0] as Json,
      summary: operation.summary as Json,
      role: operation['x-role'] ?? null,
      consent: operation['x-consent'] ?? null,
      via: operation['x-via'] ?? null,
      body: body === undefined ? 'none' : body.required === true ? 'required' : 'optional',
      maxBodyBytes: operation['x-max-body-bytes'] ?? usualBodyBytes,
      stream: content.includes('text/event-stream'),
      media: content[0] ?? null,
      idempotent: headerNames(root, operation).includes('Idempotency-Key'),
      success: Number(success),
      etag: isNode(okay) && isNode(okay.headers) && okay.headers.ETag !== undefined,
      statuses: Object.keys(responses).map(Number),
    }
    schemas[id] = {
      params: parameters(root, operation, 'path'),
      query: parameters(root, operation, 'query'),
      body: body === undefined ? null : contentSchema(root, body),
      success: contentSchema(root, responses[success as string]),
    }
    const added = addedFields(baseline, id, path, method)
    if (added.length > 0) requestFields[id] = added
  }
}

schemas.error = resolve(root, { $ref: '#/components/schemas/Error' })
const problems = root['x-problems'] as Node
const banner = '// Generated from openapi.yaml by `npm run generate`. Never edit.\n\n'
await mkdir(join(here, 'generated'), { recursive: true })
await write('openapi.json', `${JSON.stringify(root, null, 1)}\n`)
await write('schemas.json', `${JSON.stringify(schemas, null, 1)}\n`)
await write('types.ts', banner + astToString(await openapiTS(JSON.parse(JSON.stringify(root)))))
await write(
  'operations.ts',
  `${banner}/** Version of the contract. */\nexport const contractVersion = ${JSON.stringify((root.info as Node).version)}\n\n` +
    `/** Every operation of the contract with its marks: the single source for routes, roles and consent. */\n` +
    `export const operations = ${JSON.stringify(operations, null, 2)} as const\n\n` +
    `export type OperationId = keyof typeof operations\n\n` +
    `/** Request fields beyond contract 0.1.0, by operationId. */\n` +
    `export const requestFields: Record<string, string[]> = ${JSON.stringify(requestFields, null, 2)}\n\n` +
    `/** The closed catalogue of error codes. */\n` +
    `export const problems = ${JSON.stringify(problems, null, 2)} as const\n\n` +
    `export type ProblemCode = keyof typeof problems\n`,
)
