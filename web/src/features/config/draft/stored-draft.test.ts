import { describe, expect, it } from 'vitest'
import { mask } from '../test/config-fixtures.ts'
import { noDraft } from './draft.ts'
import { type KeptDraft, readStoredDraft, storeDraft, withoutSecrets } from './stored-draft.ts'

function memory(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size
    },
  }
}

const file = { text: '{ gateway: { port: 1 } }\n', mask }
const kept = (draft: Partial<KeptDraft['draft']>): KeptDraft => ({
  draft: { ...noDraft, ...draft },
  baseHash: 'sha256:1',
})

describe('a draft', () => {
  it('is read as it was stored, for its own MoltBot alone', () => {
    const storage = memory()
    const draft = kept({
      edits: [
        { path: ['bindings', 0, 'agent'], value: 'a' },
        { path: ['x'], value: undefined },
      ],
    })
    storeDraft(storage, 'one', draft)
    expect(readStoredDraft(storage, 'one')).toEqual(draft)
    expect(readStoredDraft(storage, null).draft).toEqual(noDraft)
  })

  it('that is empty leaves nothing behind', () => {
    const storage = memory()
    storeDraft(storage, null, kept({ text: '{}' }))
    storeDraft(storage, null, kept({}))
    expect(storage.length).toBe(0)
  })

  it.each(['', 'null', '[]', '{"edits":[{"path":"x"},7,null],"text":4}', '{"edits":{}}', 'no json'])(
    'that was stored as %j is none',
    (stored) => {
      const storage = memory()
      storage.setItem('moltbot-ops.config-draft.default', stored)
      expect(readStoredDraft(storage, null)).toEqual({ draft: noDraft, baseHash: null })
    },
  )

  it('lives on where storage is blocked', () => {
    const blocked = memory()
    blocked.setItem = () => {
      throw new Error('blocked')
    }
    expect(() => storeDraft(blocked, null, kept({ text: '{}' }))).not.toThrow()
  })
})

describe('secrets', () => {
  const opaque = ['sk', 'test', 'a1B2'.repeat(8)].join('-')

  it.each<[string, Partial<KeptDraft['draft']>]>([
    ['that were typed', { secrets: [{ path: ['gateway', 'auth', 'token'], value: 'new' }] }],
    ['under a telling name', { edits: [{ path: ['mcp', 'apiKey'], value: 'hush' }] }],
    ['inside of what was typed as JSON', { edits: [{ path: ['mcp'], value: { env: { A: 'hush' } } }] }],
    ['that look like one', { edits: [{ path: ['note'], value: opaque }] }],
    ['in the text', { text: "{ hooks: { token: 'hush' } }\n" }],
    ['in a comment of the text', { text: `{} // ${opaque}\n` }],
  ])('%s are not stored, and that is known', (_, draft) => {
    const { kept: stored, lost } = withoutSecrets(kept(draft), file)
    expect(lost).toBe(true)
    expect(JSON.stringify(stored)).not.toMatch(/hush|a1B2|new/)
  })

  it.each<[string, Partial<KeptDraft['draft']>]>([
    ['a mask', { edits: [{ path: ['gateway', 'auth', 'token'], value: mask }] }],
    [
      'a reference to the environment',
      { edits: [{ path: ['gateway', 'auth', 'token'], value: '$' + '{GATEWAY_TOKEN}' }] },
    ],
    ['an ordinary text', { edits: [{ path: ['logging', 'file'], value: '/var/log/moltbot' }] }],
    ['a text that keeps its masks', { text: `{ gateway: { auth: { token: '${mask}' } } }\n` }],
  ])('are not seen in %s', (_, draft) => {
    expect(withoutSecrets(kept(draft), file)).toEqual({ kept: kept(draft), lost: false })
  })
})
