import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { document, mask } from '../test/config-fixtures.ts'
import { type Base, useDraft } from './use-draft.ts'

const base: Base = {
  document,
  text: `// The house.\n${JSON.stringify(document, null, 2)}\n`,
  hash: 'sha256:1',
  mask,
}
const port = ['gateway', 'port']
const token = ['gateway', 'auth', 'token']

function open(first: Base = base) {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
  const hook = renderHook((now: Base) => useDraft(now, null, storage), { initialProps: first })
  return { ...hook, stored, again: () => renderHook(() => useDraft(base, null, storage)) }
}

describe('a draft', () => {
  it('is empty until something is changed, and again when it is taken back', () => {
    const { result, stored } = open()
    expect(result.current.changed).toEqual([])
    act(() => result.current.actions.set(port, 19_000))
    expect([result.current.changed, stored.size]).toEqual([[port], 1])
    act(() => result.current.actions.takeBack(port))
    expect([result.current.changed, result.current.stale, stored.size]).toEqual([[], false, 0])
  })

  it('is there again on the next page, but for its secrets, which are known to be lost', () => {
    const { result, stored, unmount, again } = open()
    act(() => result.current.actions.set(port, 19_000))
    act(() => result.current.actions.setSecret(token, 'hush'))
    expect(result.current.wouldLose).toBe(true)
    expect(result.current.changed).toEqual([port, token])
    expect(JSON.stringify([...stored])).not.toContain('hush')
    unmount()
    const next = again().result
    expect([next.current.changed, next.current.wouldLose]).toEqual([[port], false])
  })

  it('stays on top of a file that was changed meanwhile, and waits for a word about it', () => {
    const { result, rerender } = open()
    act(() => result.current.actions.set(port, 19_000))
    const newer = { ...base, hash: 'sha256:2', document: { ...document, logging: { level: 'debug' } } }
    rerender(newer)
    expect(result.current.stale).toBe(true)
    expect(result.current.document).toMatchObject({ gateway: { port: 19_000 }, logging: { level: 'debug' } })
    act(() => result.current.adopt())
    expect([result.current.stale, result.current.changed]).toEqual([false, [port]])
  })

  it('that is empty goes along with every file', () => {
    const { result, rerender } = open()
    rerender({ ...base, hash: 'sha256:2' })
    expect(result.current.stale).toBe(false)
  })
})

describe('a text', () => {
  it('takes the place of the edits and is changed by the form from then on, with its comments', () => {
    const { result } = open()
    act(() => result.current.actions.setText(base.text.replace('18789', '19001')))
    act(() => result.current.actions.set(['gateway', 'bind'], 'lan'))
    expect(result.current.draft).toEqual({
      edits: [],
      text: base.text.replace('18789', '19001').replace('"loopback"', '"lan"'),
      secrets: [],
    })
    act(() => result.current.actions.takeBack(port))
    act(() => result.current.actions.takeBack(['gateway', 'bind']))
    expect(result.current.changed).toEqual([])
  })

  it('that cannot be read says where, keeps what was last read on the page, and is left alone by the form', () => {
    const { result } = open()
    act(() => result.current.actions.setText(base.text.replace('18789', '19001')))
    const broken = base.text.replace('18789', ',')
    act(() => result.current.actions.setText(broken))
    expect(result.current.broken?.line).toBe(5)
    expect(result.current.document).toMatchObject({ gateway: { port: 19_001 } })
    act(() => result.current.actions.set(port, 1))
    expect(result.current.draft.text).toBe(broken)
  })

  it('that is the file again is no change', () => {
    const { result } = open()
    act(() => result.current.actions.setText('{}'))
    act(() => result.current.actions.setText(base.text))
    expect(result.current.draft.text).toBeNull()
  })
})

it('a field that holds no value yet is remembered until it does', () => {
  const { result } = open()
  act(() => result.current.actions.setUnfinished('hooks.filter', true))
  expect(result.current.unfinished).toBe(true)
  act(() => result.current.actions.setUnfinished('hooks.filter', false))
  expect(result.current.unfinished).toBe(false)
})
