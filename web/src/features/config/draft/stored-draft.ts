import { type ConfigPath, isObject, type Json, type JsonObject } from '../document/config-path.ts'
import { type Draft, type Edit, noDraft } from './draft.ts'
import { mayHoldSecret, textMayHoldSecret } from './may-hold-secret.ts'

/** A draft with the file that it was made from. */
export interface KeptDraft {
  draft: Draft
  /** Null while nothing was changed. */
  baseHash: string | null
}

export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (instance: string | null) => `moltbot-ops.config-draft.${instance ?? 'default'}`
/** A browser keeps about five megabytes for all that a page stores. */
const maxStored = 1_500_000

/** What a draft becomes where it is kept, and whether anything of it is not: secrets, and what may be one. */
export function withoutSecrets(
  { draft, baseHash }: KeptDraft,
  { text, mask }: { text: string; mask: string },
): { kept: KeptDraft; lost: boolean } {
  const edits = draft.edits.filter(({ path, value }) => !mayHoldSecret(path, value, mask))
  const textStays = draft.text === null || !textMayHoldSecret(draft.text, text, mask)
  const lost = draft.secrets.length > 0 || edits.length < draft.edits.length || !textStays
  return { kept: { draft: { edits, text: textStays ? draft.text : null, secrets: [] }, baseHash }, lost }
}

/** Keeps a draft for as long as the tab lives. */
export function storeDraft(storage: DraftStorage, instance: string | null, { draft, baseHash }: KeptDraft): void {
  try {
    const { edits, text } = draft
    if (edits.length === 0 && text === null) {
      storage.removeItem(keyOf(instance))
      return
    }
    const written = JSON.stringify({ baseHash, edits, text })
    if (written.length <= maxStored) storage.setItem(keyOf(instance), written)
  } catch {
    // Storage that is full or blocked: the draft then lives as long as the page.
  }
}

/** What was kept; nothing where it is not in the shape that is kept now. */
export function readStoredDraft(storage: DraftStorage, instance: string | null): KeptDraft {
  try {
    const stored: unknown = JSON.parse(storage.getItem(keyOf(instance)) ?? 'null')
    if (!isObject(stored)) return { draft: noDraft, baseHash: null }
    const { baseHash, edits, text } = stored
    return {
      draft: {
        edits: Array.isArray(edits) ? edits.flatMap(readEdit) : [],
        text: typeof text === 'string' ? text : null,
        secrets: [],
      },
      baseHash: typeof baseHash === 'string' ? baseHash : null,
    }
  } catch {
    return { draft: noDraft, baseHash: null }
  }
}

function readEdit(stored: Json): Edit[] {
  if (!isObject(stored) || !isPath(stored.path)) return []
  const { path, value }: JsonObject = stored
  return isPath(path) ? [{ path, value }] : []
}

function isPath(value: Json | undefined): value is ConfigPath & Json {
  return Array.isArray(value) && value.every((part) => typeof part === 'string' || typeof part === 'number')
}
