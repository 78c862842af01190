import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../json.ts'
import { sameValue } from '../same-value.ts'
import { createRandomConfig, seeded } from '../test/random-config.ts'
import { editConfig } from './edit-config.ts'
import { parseConfig } from './parse-config.ts'

function documentOf(text: string): JsonObject {
  const reading = parseConfig(text)
  if (!reading.ok) throw new Error(`${reading.problems[0]?.message}\n${text}`)
  return reading.config.document
}

/** The text after its document went through `change`. */
function edited(text: string, change: (document: JsonObject) => JsonObject) {
  return editConfig(text, change(structuredClone(documentOf(text))))
}

const written = `// Kept by hand.
{
  // The gateway answers on this machine only.
  gateway: {
    mode: 'local',
    port: 18789, // the usual one
    bind: 'loopback',
    auth: { mode: 'token', token: '\${OPENCLAW_GATEWAY_TOKEN}' },
  },

  /* Channels */

  // Telegram, for the family.
  channels: {
    telegram: { enabled: true, allowFrom: ['tg:1', 'tg:2'] },
  },
  "logging": { "level": "info" },
}
`

describe('only what differs is written anew', () => {
  test('a number keeps the comment behind it', () => {
    const { text, commentsLost } = edited(written, (all) => ({
      ...all,
      gateway: { ...(all.gateway as object), port: 1 },
    }))
    expect(text).toBe(written.replace('18789', '1'))
    expect(commentsLost).toEqual([])
  })

  test('a new key goes to the end, in the style of the text', () => {
    const { text } = edited(written, (all) => ({
      ...all,
      gateway: { ...(all.gateway as object), reload: { mode: 'hybrid', 'x-y': [] } },
    }))
    expect(text).toBe(
      written.replace(
        "OPENCLAW_GATEWAY_TOKEN}' },\n",
        "OPENCLAW_GATEWAY_TOKEN}' },\n    reload: {\n      mode: 'hybrid',\n      'x-y': [],\n    },\n",
      ),
    )
  })

  test('a key that goes takes along what was said about it alone', () => {
    const { text, commentsLost } = edited(written, ({ channels: _, ...rest }) => rest)
    expect(text).toBe(written.replace(/\n\n {2}\/\/ Telegram[\s\S]*?\n {2}\},(?=\n {2}"log)/, ''))
    expect(text).toContain('/* Channels */')
    expect(commentsLost).toEqual(['channels'])
  })

  test('entries on one line stay on one line', () => {
    const { text } = edited(written, (all) => ({
      ...all,
      channels: { telegram: { enabled: false, allowFrom: ['tg:2', 'tg:3'], dmPolicy: 'pairing' } },
    }))
    expect(text).toContain("telegram: { enabled: false, allowFrom: ['tg:2', 'tg:3'], dmPolicy: 'pairing' },")
  })

  test('strict JSON stays strict JSON', () => {
    const text = JSON.stringify({ a: { b: 1, c: [1, 2] }, d: 'x' }, null, 2)
    const first = editConfig(text, { a: { b: 1, c: [1, 2, { e: null }] } })
    expect(first.text).toBe(JSON.stringify({ a: { b: 1, c: [1, 2, { e: null }] } }, null, 2))
    const second = editConfig('{"a":1}\n', { a: 1, b: { c: "it's" } })
    expect(JSON.parse(second.text)).toEqual({ a: 1, b: { c: "it's" } })
  })

  test('a comment stays with its item when others come and go', () => {
    const list = `{\n  a: [\n    'x', // first\n    'y', // second\n    'z', // third\n  ],\n}`
    const { text, commentsLost } = editConfig(list, { a: ['w', 'y', 'z', 'v'] })
    expect(text).toBe(`{\n  a: [\n    'w', // first\n    'y', // second\n    'z', // third\n    'v',\n  ],\n}`)
    expect(commentsLost).toEqual([])
    expect(editConfig(list, { a: ['z'] })).toEqual({
      text: `{\n  a: [\n    'z', // third\n  ],\n}`,
      commentsLost: ['a[0]', 'a[1]'],
    })
  })

  test('nothing is ever written behind a line comment', () => {
    const { text } = editConfig('{ // head\n a: 1, b: 2 // tail\n}', { b: 3, c: 4 })
    expect(documentOf(text)).toEqual({ b: 3, c: 4 })
    expect(text).toContain('// head')
    expect(text).toContain('// tail')
  })

  test('of a key given twice the one that counts is changed, and all go with it', () => {
    expect(editConfig('{ a: 1, b: 2, a: 3 }', { a: 4, b: 2 }).text).toBe('{ a: 1, b: 2, a: 4 }')
    expect(editConfig('{ a: 1, b: 2, a: 3 }', { b: 2 }).text).toBe('{ b: 2 }')
  })
})

test('a text that cannot be read is written anew, and its comments are told as lost', () => {
  expect(editConfig('{ a: // half', { a: 1 })).toEqual({ text: '{\n  "a": 1\n}\n', commentsLost: [''] })
  expect(editConfig('', { a: 1 })).toEqual({ text: '{\n  "a": 1\n}\n', commentsLost: [] })
})

test('line ends of Windows stay', () => {
  const { text } = editConfig('{\r\n\ta: 1,\r\n}\r\n', { a: 1, b: { c: 2 } })
  expect(text).toBe('{\r\n\ta: 1,\r\n\tb: {\r\n\t\tc: 2,\r\n\t},\r\n}\r\n')
})

test('any document can be written into any text', () => {
  const random = createRandomConfig(seeded(7))
  let kept = 0
  for (let round = 0; round < 2000; round++) {
    const document = random.document()
    const text = random.text(document)
    expect(editConfig(text, documentOf(text)).text).toBe(text)
    const next = round % 4 === 0 ? random.document() : random.changed(document)
    const result = editConfig(text, next)
    expect(sameValue(documentOf(result.text), next), `${text}\n=>\n${JSON.stringify(next)}\n${result.text}`).toBe(true)
    // Putting the old document back must work on what an edit wrote, too.
    expect(sameValue(documentOf(editConfig(result.text, document).text), document)).toBe(true)
    if (result.commentsLost.length === 0) {
      const comments = (whole: string) => whole.match(/\/\/ one|\/\* three|\/\* four/g)?.length ?? 0
      expect(comments(result.text)).toBeGreaterThanOrEqual(comments(text))
      kept += comments(text)
    }
  }
  expect(kept).toBeGreaterThan(500)
})
