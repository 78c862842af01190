import { describe, expect, test } from 'vitest'
import { createRandomConfig, seeded } from '../test/random-config.ts'
import { maxConfigBytes, refuseDocument } from './limits.ts'
import { parseConfig } from './parse-config.ts'
import type { SyntaxNode } from './syntax.ts'

function problemsOf(text: string) {
  const reading = parseConfig(text)
  return reading.ok ? reading.config.warnings : reading.problems
}

test('a config is read as JSON5, with its comments', () => {
  const reading = parseConfig(`// mine\n{ gateway: { port: 0x10, bind: 'loopback', }, /* end */ }`)
  expect(reading).toMatchObject({
    ok: true,
    config: { document: { gateway: { port: 16, bind: 'loopback' } }, warnings: [] },
  })
  expect(reading.ok && reading.config.syntax.comments).toHaveLength(2)
})

test('plain JSON says the same as JSON5 does', () => {
  const random = createRandomConfig(seeded(11))
  const documents = Array.from({ length: 300 }, () => random.document())
  const texts = [
    ...documents.map((one) => JSON.stringify(one, null, 2)),
    '{"a":1,"b":-0,"a":{"c":1e21}}',
    '{"\\u0061":1}',
  ]
  for (const text of texts) {
    const reading = parseConfig(text)
    // A comment is no JSON, so this way the same text is read as JSON5.
    const commented = parseConfig(`${text}//`)
    if (!reading.ok || !commented.ok) expect(reading.ok).toBe(commented.ok)
    else expect(reading.config.document).toStrictEqual(commented.config.document)
  }
  expect(problemsOf('{"__proto__":{"a":1}}')).toMatchObject([{ code: 'reserved_key' }])
})

describe('what is no config is refused with its place', () => {
  test.each([
    ['half a text', '{\n  a: 1,\n  b', 'not_json5', { line: 3, column: 4 }],
    ['a word too many', '{ a: 1 }\n x', 'not_json5', { line: 2, column: 2 }],
    ['a comment without an end', '{ a: 1 /* ', 'not_json5', { line: 1, column: 11 }],
    ['nothing', '', 'not_json5', { line: 1, column: 1 }],
    ['a list', '\n[1]', 'not_an_object', { line: 2, column: 1 }],
    ['a reserved key', '{\n  a: { "__proto__": {} } }', 'reserved_key', { line: 2, column: 8 }],
    ['an escaped reserved key', '{ "con\\u0073tructor": 1 }', 'reserved_key', { line: 1, column: 3 }],
    ['200 levels', `${'[\n'.repeat(200)}${']'.repeat(200)}`, 'too_deep', { line: 65, column: 1 }],
    ['200 levels of objects', `${'{a:'.repeat(200)}1${'}'.repeat(200)}`, 'too_deep', { line: 1, column: 193 }],
    ['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'too_deep', { line: 1, column: 65 }],
  ])('%s', (_, text, code, place) => {
    expect(problemsOf(text)).toMatchObject([{ code, severity: 'error', place }])
  })

  test('more than a mebibyte', () => {
    expect(problemsOf(`{ a: '${'x'.repeat(maxConfigBytes)}' }`)).toMatchObject([{ code: 'too_large', place: null }])
    expect(problemsOf(`{ a: '${'x'.repeat(10 * 1024 * 1024)}' }`)).toMatchObject([{ code: 'too_large' }])
  })

  test('64 levels are no problem', () => {
    expect(problemsOf(`{a:${'['.repeat(63)}${']'.repeat(63)}}`)).toEqual([])
  })
})

test('a key given twice is a warning at its second place, and the last one counts', () => {
  const text = `{\n  gateway: { port: 1, "port": 2 },\n  gateway: { bind: 'lan' },\n}`
  expect(problemsOf(text)).toMatchObject([
    { code: 'duplicate_key', severity: 'warning', place: { line: 3, column: 3 }, path: ['gateway'] },
    { code: 'duplicate_key', severity: 'warning', place: { line: 2, column: 23 }, path: ['gateway', 'port'] },
  ])
  expect(parseConfig(text)).toMatchObject({ config: { document: { gateway: { bind: 'lan' } } } })
})

test('a million duplicate keys give a bounded list', () => {
  expect(problemsOf(`{${'a:1,'.repeat(200_000)}}`)).toHaveLength(50)
})

test('line separators of JavaScript are taken, inside and outside of strings', () => {
  const text = `{ // x\u2028 a: "one\u2028two\\\u2029three\\\\\u2029", b:\u2029 1 }`
  expect(parseConfig(text)).toMatchObject({ config: { document: { a: 'one\u2028twothree\\\u2029', b: 1 } } })
})

test('texts that would take long are refused or read in good time', () => {
  const began = performance.now()
  for (const text of [
    `{ a: "\u2028" ${'/*'.repeat(400_000)}`,
    `\u2028${'"\\'.repeat(400_000)}`,
    `{ a: ${' '.repeat(900_000)}1 b`,
  ]) {
    expect(problemsOf(text)).toMatchObject([{ code: 'not_json5' }])
  }
  expect(problemsOf(`{ a: "${'\\n'.repeat(400_000)}" }`)).toEqual([])
  expect(performance.now() - began).toBeLessThan(5000)
})

test('every value of every random text stands where the syntax says', () => {
  const random = createRandomConfig(seeded(1))
  let values = 0
  const check = (text: string, node: SyntaxNode, value: unknown) => {
    values++
    if (node.kind === 'scalar') {
      const alone = parseConfig(`{ it: ${text.slice(node.start, node.end)} }`)
      expect(alone).toMatchObject({ ok: true, config: { document: { it: value } } })
    }
    if (node.kind === 'array') {
      for (const [index, item] of node.items.entries()) check(text, item.value, (value as unknown[])[index])
    }
    if (node.kind === 'object') {
      const record = value as Record<string, unknown>
      expect(node.members.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(record)))
      for (const { key, value: inner } of node.members) check(text, inner, record[key])
    }
  }
  for (let round = 0; round < 300; round++) {
    const document = random.document()
    const text = random.text(document)
    const reading = parseConfig(text)
    expect(reading).toMatchObject({ ok: true })
    if (reading.ok) check(text, reading.config.syntax.root, document)
  }
  expect(values).toBeGreaterThan(3000)
})

test('a document that arrives as JSON keeps the same limits', () => {
  expect(refuseDocument({ a: [{ b: 1 }] })).toBeNull()
  expect(refuseDocument(JSON.parse('{"a":[{"__proto__":1}]}'))).toMatchObject({
    code: 'reserved_key',
    path: ['a', 0, '__proto__'],
  })
  expect(refuseDocument(JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`))).toMatchObject({ code: 'too_deep' })
})
