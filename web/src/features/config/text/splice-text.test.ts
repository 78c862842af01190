import { describe, expect, it } from 'vitest'
import { applyEdits, type Edit } from '../draft/draft.ts'
import { readText } from './read-text.ts'
import { spliceText } from './splice-text.ts'

const text = `// The gateway of the house.
{
  gateway: {
    port: 18789, // do not change
    bind: 'loopback',
    /* who may in */ auth: { mode: "token" },
  },
  'odd name': [1, 2],
  agents: {}
}
`
const documentOf = (json5: string) => {
  const reading = readText(json5)
  if (!reading.ok) throw new Error(reading.message)
  return reading.document
}

describe('an edit of the text', () => {
  it.each<[string, Edit]>([
    ['replaces a value', { path: ['gateway', 'port'], value: 1 }],
    ['adds a member behind a comma', { path: ['gateway', 'mode'], value: 'local' }],
    ['adds a member behind one without a comma', { path: ['logging'], value: { level: 'info' } }],
    ['adds a member on the same line', { path: ['gateway', 'auth', 'token'], value: 'x"y' }],
    ['adds a member to an empty object', { path: ['agents', 'defaults', 'model'], value: 'a/b' }],
    ['makes what lies on the way', { path: ['channels', 'my bot', 'enabled'], value: true }],
    ['puts an object where a value was', { path: ['gateway', 'bind', 'mode'], value: 'lan' }],
    ['replaces an item', { path: ['odd name', 1], value: { a: [] } }],
    ['adds an item', { path: ['odd name', 2], value: 3 }],
    ['takes a member out', { path: ['gateway', 'bind'], value: undefined }],
    ['takes the last member out', { path: ['agents'], value: undefined }],
    ['takes a member out that shares its line', { path: ['gateway', 'auth', 'mode'], value: undefined }],
    ['takes out what is not there', { path: ['nothing', 'here'], value: undefined }],
  ])('%s, and means what the form means', (_, edit) => {
    const written = spliceText(text, [edit])
    expect(documentOf(written)).toEqual(applyEdits(documentOf(text), [edit]))
    expect(written).toContain('// The gateway of the house.')
  })

  it('leaves everything else as it is', () => {
    expect(spliceText(text, [{ path: ['gateway', 'port'], value: 19_000 }])).toBe(text.replace('18789', '19000'))
    expect(spliceText(text, [{ path: ['gateway', 'bind'], value: undefined }])).toBe(
      text.replace("    bind: 'loopback',\n", ''),
    )
    const added = spliceText(text, [{ path: ['gateway', 'mode'], value: 'local' }])
    expect(added).toBe(text.replace('"token" },\n', '"token" },\n    mode: "local",\n'))
  })

  it('takes the last of two members with one name, and removes both', () => {
    const twice = '{ a: 1, b: 2, a: 3 }'
    expect(documentOf(spliceText(twice, [{ path: ['a'], value: 4 }]))).toEqual({ a: 4, b: 2 })
    expect(documentOf(spliceText(twice, [{ path: ['a'], value: undefined }]))).toEqual({ b: 2 })
  })
})

describe('a text that cannot be read', () => {
  it.each([
    ['{ a: }', 1, 6],
    ['{\n  a: 1\n  b: 2 }', 3, 3],
    ['', 1, 1],
  ])('%j says where', (broken, line, column) => {
    expect(readText(broken)).toMatchObject({ ok: false, line, column })
  })

  it('is also one that holds no object', () => {
    expect(readText('[1]')).toEqual({
      ok: false,
      message: 'The configuration must be an object in braces.',
      line: null,
      column: null,
    })
  })
})
