import {
  type ConfigPath,
  changedPaths,
  isObject,
  isWithin,
  type Json,
  type JsonObject,
  sameJson,
  valueAt,
  withoutValue,
  withValue,
} from '../document/config-path.ts'

/** One setting that was changed in the form; without a value it is taken out. */
export interface Edit {
  path: ConfigPath
  value: Json | undefined
}

/** A secret that was typed. It is only ever in memory, on its way to the agent. */
export interface TypedSecret {
  path: ConfigPath
  value: string
}

/** What a person changed and has not applied. */
export interface Draft {
  /** What was changed in the form; empty while there is a text. */
  edits: readonly Edit[]
  /** The whole file as it was edited by hand; null while only the form was used. */
  text: string | null
  secrets: readonly TypedSecret[]
}

export const noDraft: Draft = { edits: [], text: null, secrets: [] }

export const isEmptyDraft = ({ edits, text, secrets }: Draft): boolean =>
  edits.length === 0 && text === null && secrets.length === 0

/** The document with the edits of the form, without the secrets that were typed. */
export function applyEdits(base: JsonObject, edits: readonly Edit[]): JsonObject {
  const edited = edits.reduce<Json>(
    (document, { path, value }) =>
      value === undefined ? withoutValue(document, path) : withValue(document, path, value),
    base,
  )
  return isObject(edited) ? edited : base
}

/** The edits with one more. One that only restores what is there is none. */
export function addEdit(base: JsonObject, edits: readonly Edit[], { path, value }: Edit): readonly Edit[] {
  const others = edits.filter((edit) => !isWithin(edit.path, path))
  return sameJson(valueAt(applyEdits(base, others), path), value) ? others : [...others, { path, value }]
}

/** Takes back every edit at the path and below it, and what an edit around it did to it. */
export function takeBack(base: JsonObject, edits: readonly Edit[], path: ConfigPath): readonly Edit[] {
  return addEdit(base, edits, { path, value: valueAt(base, path) })
}

export function addSecret(secrets: readonly TypedSecret[], secret: TypedSecret): readonly TypedSecret[] {
  return [...dropSecrets(secrets, secret.path), secret]
}

/** Without the secrets at the path and below it. */
export function dropSecrets(secrets: readonly TypedSecret[], path: ConfigPath): readonly TypedSecret[] {
  const kept = secrets.filter((secret) => !isWithin(secret.path, path))
  return kept.length === secrets.length ? secrets : kept
}

/** The document as it is sent, with the secrets in it. */
export function withSecrets(document: JsonObject, secrets: readonly TypedSecret[]): JsonObject {
  return applyEdits(document, secrets)
}

/** Every setting that would be different, typed secrets too. */
export function draftChanges(base: JsonObject, document: JsonObject, secrets: readonly TypedSecret[]): ConfigPath[] {
  const changed = changedPaths(base, document)
  const typed = secrets.filter(({ path }) => !changed.some((one) => isWithin(path, one)))
  return [...changed, ...typed.map(({ path }) => path)]
}
