import { readFrame } from '../../rpc/frame.ts'
import type { ConfigIssue, JsonObject } from '../config.ts'

/** As many as one answer tells. */
const maxIssues = 100

/**
 * Judges a document by the part of JSON Schema that the configuration uses, in the words and in the order of 2026.9.6:
 * what is inside first, then the keys that are too many.
 */
export function judgeDocument(schema: JsonObject, document: unknown): ConfigIssue[] {
  const issues: ConfigIssue[] = []
  judge(schema, document, '', issues)
  return issues.slice(0, maxIssues)
}

const join = (path: string, key: string | number) => (path === '' ? String(key) : `${path}.${key}`)

function judge(schema: JsonObject, value: unknown, path: string, issues: ConfigIssue[]): void {
  const fault = faultOf(schema, value)
  if (fault !== null) issues.push({ path, ...fault })
  else if (Array.isArray(value)) {
    const items = readFrame(schema.items)
    if (items !== null) for (const [index, item] of value.entries()) judge(items, item, join(path, index), issues)
  } else judgeFields(schema, value, path, issues)
}

function judgeFields(schema: JsonObject, value: unknown, path: string, issues: ConfigIssue[]): void {
  const fields = readFrame(value)
  if (schema.type !== 'object' || fields === null || typeof value === 'string') return
  const properties = readFrame(schema.properties) ?? {}
  const others = readFrame(schema.additionalProperties)
  const unknown: string[] = []
  for (const [key, one] of Object.entries(properties)) {
    const inner = readFrame(one)
    if (inner !== null && Object.hasOwn(fields, key)) judge(inner, fields[key], join(path, key), issues)
  }
  for (const [key, field] of Object.entries(fields)) {
    if (Object.hasOwn(properties, key)) continue
    if (others !== null) judge(others, field, join(path, key), issues)
    else if (schema.additionalProperties === false) unknown.push(key)
  }
  if (unknown.length > 0) {
    const names = unknown.map((key) => `"${key}"`).join(', ')
    issues.push({ path, message: `Unrecognized key${unknown.length === 1 ? '' : 's'}: ${names}` })
  }
}

type Fault = Omit<ConfigIssue, 'path'>

/** What is wrong with the value itself, not with what is in it. */
function faultOf(schema: JsonObject, value: unknown): Fault | null {
  if (Array.isArray(schema.anyOf))
    return choiceFault(
      schema.anyOf.map((one) => readFrame(one) ?? {}),
      value,
    )
  const { type } = schema
  const received = kindOf(value)
  const expected = type === 'integer' ? 'number' : type
  if (typeof expected === 'string' && received !== expected)
    return { message: `Invalid input: expected ${expected}, received ${received}` }
  if (typeof value === 'number') return numberFault(schema, value)
  if (typeof value === 'string' && typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value))
    return { message: `Invalid string: must match pattern /${schema.pattern}/` }
  return null
}

function choiceFault(options: JsonObject[], value: unknown): Fault | null {
  const words = options.map((option) => option.const).filter((one) => typeof one === 'string')
  if (words.length === options.length) {
    if (words.some((word) => word === value)) return null
    const allowed = words.map((word) => `"${word}"`).join(', ')
    return { message: `Invalid input (allowed: ${allowed})`, allowedValues: words }
  }
  const fits = (option: JsonObject): boolean =>
    Array.isArray(option.oneOf)
      ? option.oneOf.some((one) => fits(readFrame(one) ?? {}))
      : judgeDocument(option, value).length === 0 && hasRequired(option, value)
  return options.some(fits) ? null : { message: 'Invalid input' }
}

function hasRequired({ required }: JsonObject, value: unknown): boolean {
  const fields = readFrame(value) ?? {}
  return !Array.isArray(required) || required.every((key) => Object.hasOwn(fields, String(key)))
}

function numberFault({ type, minimum, maximum }: JsonObject, value: number): Fault | null {
  if (type === 'integer' && !Number.isInteger(value)) return { message: 'Invalid input: expected int, received number' }
  if (typeof maximum === 'number' && value > maximum)
    return { message: `Too big: expected number to be <=${maximum} (maximum: ${maximum})` }
  if (typeof minimum === 'number' && value < minimum)
    return { message: `Too small: expected number to be >=${minimum} (minimum: ${minimum})` }
  return null
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
