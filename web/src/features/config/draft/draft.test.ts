import { describe, expect, it } from 'vitest'
import { formatPath, parsePath } from '../document/config-path.ts'
import { addEdit, addSecret, applyEdits, draftChanges, dropSecrets, takeBack, withSecrets } from './draft.ts'

const base = {
  gateway: { port: 18_789, auth: { mode: 'token', token: 'MASK' } },
  bindings: [{ agent: 'a' }, { agent: 'b' }],
  tags: ['x', 'y'],
}

describe('edits', () => {
  it('change a copy, and share what they do not touch', () => {
    const edited = applyEdits(base, [
      { path: ['gateway', 'port'], value: 1 },
      { path: ['bindings', 1, 'agent'], value: 'c' },
      { path: ['channels', 'telegram', 'enabled'], value: true },
    ])
    expect(edited).toEqual({
      gateway: { port: 1, auth: base.gateway.auth },
      bindings: [{ agent: 'a' }, { agent: 'c' }],
      tags: ['x', 'y'],
      channels: { telegram: { enabled: true } },
    })
    expect(edited.tags).toBe(base.tags)
    expect(base.gateway.port).toBe(18_789)
  })

  it('that restore what is there are none', () => {
    const one = addEdit(base, [], { path: ['gateway', 'port'], value: 1 })
    expect(addEdit(base, one, { path: ['gateway', 'port'], value: 18_789 })).toEqual([])
    expect(addEdit(base, [], { path: ['nothing'], value: undefined })).toEqual([])
  })

  it('of something replace those of its parts', () => {
    const one = addEdit(base, [], { path: ['gateway', 'auth', 'mode'], value: 'none' })
    expect(addEdit(base, one, { path: ['gateway', 'auth'], value: undefined })).toEqual([
      { path: ['gateway', 'auth'], value: undefined },
    ])
  })

  it('are taken back also where something around them was removed', () => {
    const removed = addEdit(base, [], { path: ['gateway'], value: undefined })
    const back = takeBack(base, removed, ['gateway', 'port'])
    expect(applyEdits(base, back).gateway).toEqual({ port: 18_789 })
  })
})

describe('typed secrets', () => {
  const token = ['gateway', 'auth', 'token']

  it('are put in only where the document is sent', () => {
    const secrets = addSecret([], { path: token, value: 'new' })
    expect(applyEdits(base, [])).toBe(base)
    expect(withSecrets(base, secrets).gateway).toEqual({ port: 18_789, auth: { mode: 'token', token: 'new' } })
  })

  it('are dropped with what they are part of', () => {
    const secrets = addSecret([], { path: token, value: 'new' })
    expect(dropSecrets(secrets, ['gateway', 'auth'])).toEqual([])
    expect(dropSecrets(secrets, ['hooks'])).toBe(secrets)
  })
})

it('changes are counted setting by setting, a list of plain values as one, a secret once', () => {
  const edited = applyEdits(base, [
    { path: ['tags'], value: ['x', 'z', 'w'] },
    { path: ['bindings', 0, 'agent'], value: 'z' },
    { path: ['gateway', 'port'], value: undefined },
  ])
  const secrets = [
    { path: ['gateway', 'auth', 'token'], value: 'new' },
    { path: ['gateway', 'port'], value: 'odd' },
  ]
  expect(draftChanges(base, edited, secrets).map(formatPath)).toEqual([
    'gateway.port',
    'bindings[0].agent',
    'tags',
    'gateway.auth.token',
  ])
})

it.each([
  ['bindings[0].agent', ['bindings', 0, 'agent'], 'bindings[0].agent'],
  ['models["a.b/c"].x', ['models', 'a.b/c', 'x'], 'models["a.b/c"].x'],
  ['bindings.0.agent', ['bindings', 0, 'agent'], 'bindings[0].agent'],
  ['', [], ''],
])('the path %s is read and written', (text, path, again) => {
  expect(parsePath(text)).toEqual(path)
  expect(formatPath(path)).toBe(again)
})
