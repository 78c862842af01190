import type { JsonObject } from '../config.ts'

/** A node of the configuration: its JSON Schema, what a form shows of it, and the settings inside. */
export interface Setting {
  schema: JsonObject
  hint: SettingHint
  fields?: Record<string, Setting>
  /** What stands under any name, or in any place of a list: `*` in paths. */
  each?: Setting
}

/** As `uiHints` of the real schema has them. */
export interface SettingHint {
  label?: string
  help?: string
  /** False for the settings that people need first. */
  advanced?: boolean
  sensitive?: boolean
  placeholder?: string
  order?: number
  group?: string
}

interface Details {
  help?: string
  essential?: boolean
  placeholder?: string
}

const largest = Number.MAX_SAFE_INTEGER

const hintOf = (label: string | null, { help, essential, placeholder }: Details): SettingHint => ({
  ...(label !== null && { label }),
  ...(help !== undefined && { help }),
  ...(placeholder !== undefined && { placeholder }),
  advanced: essential !== true,
})

export const text = (label: string | null = null, details: Details & { pattern?: string } = {}): Setting => ({
  schema: { type: 'string', ...(details.pattern !== undefined && { pattern: details.pattern }) },
  hint: hintOf(label, details),
})

export const flag = (label: string | null = null, details: Details = {}): Setting => ({
  schema: { type: 'boolean' },
  hint: hintOf(label, details),
})

/** A whole number; without bounds any from 0. */
export const whole = (
  label: string | null = null,
  details: Details & { min?: number; max?: number } = {},
): Setting => ({
  schema: { type: 'integer', minimum: details.min ?? 0, maximum: details.max ?? largest },
  hint: hintOf(label, details),
})

export const number = (label: string | null = null, details: Details = {}): Setting => ({
  schema: { type: 'number' },
  hint: hintOf(label, details),
})

/** One of these words, in the form that the real schema has for them. */
export const choice = (values: readonly string[], label: string | null = null, details: Details = {}): Setting => ({
  schema: { anyOf: values.map((value) => ({ type: 'string', const: value })) },
  hint: hintOf(label, details),
})

const secretReference = (source: string) => ({
  type: 'object',
  properties: {
    source: { type: 'string', const: source },
    provider: { type: 'string', pattern: '^[a-z][a-z0-9_-]{0,63}$' },
    id: { type: 'string' },
  },
  required: ['source', 'provider', 'id'],
  additionalProperties: false,
})

/** A secret in plain text, or a reference to where it is kept. */
export const secret = (label: string | null = null, details: Details = {}): Setting => ({
  schema: { anyOf: [{ type: 'string' }, { oneOf: ['env', 'file', 'exec', 'store'].map(secretReference) }] },
  hint: { ...hintOf(label, details), sensitive: true },
})

/** A secret that must stand in the file itself. */
export const plainSecret = (label: string | null = null, details: Details = {}): Setting => ({
  schema: { type: 'string' },
  hint: { ...hintOf(label, details), sensitive: true },
})

/** A model by its name, or a model with others for when it fails. */
export const modelChoice = (label: string | null = null, details: Details = {}): Setting => {
  const fallbacks = { type: 'array', items: { type: 'string' } }
  const full = { type: 'object', properties: { primary: { type: 'string' }, fallbacks }, additionalProperties: false }
  return {
    schema: { anyOf: [{ type: 'string' }, full] },
    hint: hintOf(label, details),
    fields: { primary: text(label), fallbacks: list(text(), 'Fallback Models') },
  }
}

/** Somebody's id or name in a messenger. */
export const person = (): Setting => ({ schema: { type: ['string', 'number'] }, hint: { advanced: true } })

export const list = (each: Setting, label: string | null = null, details: Details = {}): Setting => ({
  schema: { type: 'array' },
  hint: hintOf(label, details),
  each,
})

/** Settings under names that the operator picks. */
export const named = (each: Setting, label: string | null = null, details: Details = {}): Setting => ({
  schema: { type: 'object', propertyNames: { type: 'string' } },
  hint: hintOf(label, details),
  each,
})

export const group = (
  fields: Record<string, Setting>,
  label: string | null = null,
  details: Details & { isOpen?: boolean } = {},
): Setting => ({
  schema: { type: 'object', additionalProperties: details.isOpen === true },
  hint: hintOf(label, details),
  fields,
})

/** A section at the top, with its place among the others. */
export const section = (label: string, order: number, help: string, setting: Setting): Setting => ({
  ...setting,
  hint: { label, group: label, order, help, advanced: setting.hint.advanced ?? true },
})

/**
 * A table that is empty. It has no prototype, which makes it a hash table: V8 would keep a hidden class for each first
 * name of an ordinary object, and from some fifteen hundred of them on every object of the process is made slowly.
 */
const emptyTable = <Value>(): Record<string, Value> => Object.create(null)

/** JSON Schema of the setting, with titles and descriptions. */
export function schemaOf({ schema, hint, fields, each }: Setting): JsonObject {
  return {
    ...schema,
    ...(fields && schema.type === 'object' && { properties: schemasOf(fields) }),
    ...(each && (schema.type === 'array' ? { items: schemaOf(each) } : { additionalProperties: schemaOf(each) })),
    ...(hint.label !== undefined && { title: hint.label }),
    ...(hint.help !== undefined && { description: hint.help }),
  }
}

export function schemasOf(fields: Record<string, Setting>): Record<string, JsonObject> {
  const schemas = emptyTable<JsonObject>()
  for (const [key, setting] of Object.entries(fields)) schemas[key] = schemaOf(setting)
  return schemas
}

/** Hints of everything inside, by path. */
export function hintsOf(fields: Record<string, Setting>): Record<string, SettingHint> {
  const hints = emptyTable<SettingHint>()
  const add = (path: string, setting: Setting) => {
    hints[path] = setting.hint
    for (const [key, one] of Object.entries(setting.fields ?? {})) add(`${path}.${key}`, one)
    if (setting.each) add(`${path}.*`, setting.each)
  }
  for (const [key, setting] of Object.entries(fields)) add(key, setting)
  return hints
}
