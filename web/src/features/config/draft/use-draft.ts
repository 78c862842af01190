import { useCallback, useEffect, useMemo, useState } from 'react'
import { type ConfigPath, type Json, type JsonObject, valueAt } from '../document/config-path.ts'
import { readText } from '../text/read-text.ts'
import { spliceText } from '../text/splice-text.ts'
import {
  addEdit,
  addSecret,
  applyEdits,
  type Draft,
  draftChanges,
  dropSecrets,
  isEmptyDraft,
  noDraft,
  takeBack,
} from './draft.ts'
import { type DraftStorage, readStoredDraft, storeDraft, withoutSecrets } from './stored-draft.ts'

/** The file that a draft is about, as it was last read. */
export interface Base {
  document: JsonObject
  text: string
  hash: string
  mask: string
}

/** What the form and the text do to a draft. */
export interface DraftActions {
  set(path: ConfigPath, value: Json): void
  remove(path: ConfigPath): void
  takeBack(path: ConfigPath): void
  setSecret(path: ConfigPath, value: string): void
  /** A field holds something that is no value yet; null when it is one again. */
  setUnfinished(key: string, unfinished: boolean): void
  setText(text: string): void
}

interface State {
  draft: Draft
  /** Of the file that the changes were made from; null while there are none. */
  baseHash: string | null
  unfinished: ReadonlySet<string>
  /** Counts every change, so that answers can be told from older ones. */
  revision: number
}

export interface HeldDraft {
  draft: Draft
  /** The document as it would be, without typed secrets; what could last be read where the text is broken. */
  document: JsonObject
  /** Why the text cannot be read; null where it can. */
  broken: { message: string; line: number | null } | null
  changed: readonly ConfigPath[]
  unfinished: boolean
  /** The file is not the one that the changes were made from. */
  stale: boolean
  /** Something of it is lost when the page is left. */
  wouldLose: boolean
  revision: number
  actions: DraftActions
  clear(): void
  /** Takes the file as it is now for the one that the changes are about. */
  adopt(): void
}

const nothing: ReadonlySet<string> = new Set()

/** Holds what a person changed until it is applied; it outlives the page, but for its secrets. */
export function useDraft(base: Base, instance: string | null, storage: DraftStorage): HeldDraft {
  const [state, setState] = useState<State>(() => ({
    ...readStoredDraft(storage, instance),
    unfinished: nothing,
    revision: 0,
  }))
  const { draft, baseHash } = state

  const change = useCallback(
    (next: (draft: Draft) => Draft) =>
      setState((before) => {
        const after = next(before.draft)
        if (after === before.draft) return before
        const hash = isEmptyDraft(after) ? null : (before.baseHash ?? base.hash)
        return { ...before, draft: after, baseHash: hash, revision: before.revision + 1 }
      }),
    [base.hash],
  )

  const actions = useMemo((): DraftActions => {
    const edit = (path: ConfigPath, value: Json | undefined) =>
      change((before) => {
        const secrets = dropSecrets(before.secrets, path)
        if (before.text === null)
          return { ...before, secrets, edits: addEdit(base.document, before.edits, { path, value }) }
        return readText(before.text).ok
          ? { ...before, secrets, text: spliceText(before.text, [{ path, value }]) }
          : before
      })
    return {
      set: edit,
      remove: (path) => edit(path, undefined),
      takeBack: (path) =>
        change((before) => {
          const secrets = dropSecrets(before.secrets, path)
          if (before.text === null) return { ...before, secrets, edits: takeBack(base.document, before.edits, path) }
          if (!readText(before.text).ok) return before
          return { ...before, secrets, text: spliceText(before.text, [{ path, value: valueAt(base.document, path) }]) }
        }),
      setSecret: (path, value) =>
        change((before) => ({ ...before, secrets: addSecret(before.secrets, { path, value }) })),
      setUnfinished: (key, unfinished) =>
        setState((before) => {
          if (before.unfinished.has(key) === unfinished) return before
          const next = new Set(before.unfinished)
          if (unfinished) next.add(key)
          else next.delete(key)
          return { ...before, unfinished: next }
        }),
      setText: (text) =>
        change((before) =>
          text === base.text ? { ...before, text: null, edits: [] } : { ...before, text, edits: [] },
        ),
    }
  }, [base, change])

  const clear = useCallback(
    () =>
      setState((before) => ({ draft: noDraft, baseHash: null, unfinished: nothing, revision: before.revision + 1 })),
    [],
  )
  const read = useMemo(() => (draft.text === null ? null : readText(draft.text)), [draft.text])
  const edited = useMemo(() => applyEdits(base.document, draft.edits), [base.document, draft.edits])
  const [lastRead, setLastRead] = useState<JsonObject | null>(null)
  if (read?.ok === true && lastRead !== read.document) setLastRead(read.document)
  const document = read === null ? edited : read.ok ? read.document : (lastRead ?? base.document)
  const changed = useMemo(
    () => draftChanges(base.document, document, draft.secrets),
    [base.document, document, draft.secrets],
  )
  const { kept, lost } = useMemo(() => withoutSecrets({ draft, baseHash }, base), [draft, baseHash, base])
  useEffect(() => storeDraft(storage, instance, kept), [storage, instance, kept])
  return {
    draft,
    document,
    broken: read === null || read.ok ? null : { message: read.message, line: read.line },
    changed,
    unfinished: state.unfinished.size > 0,
    stale: baseHash !== null && baseHash !== base.hash,
    wouldLose: lost,
    revision: state.revision,
    actions,
    clear,
    adopt: () => setState((before) => ({ ...before, baseHash: base.hash, revision: before.revision + 1 })),
  }
}
