import { describe, expect, test } from 'vitest'
import { body, privateKey, seeded } from '../test/fake.ts'
import { generatedLine } from '../test/generated-text.ts'
import { oneByOne } from '../test/one-by-one.ts'
import { MULTI_LINE } from './key-block.ts'
import { createKnownValues } from './known-values.ts'
import { createMarks } from './marks.ts'
import { createAutomaton } from './prefilter/automaton.ts'
import { createRedactor } from './redact.ts'
import type { RuleSet } from './rule-set.ts'
import { builtIn, rules } from './rules.ts'
import { createScanner } from './scanner.ts'

const SEED = 424242
const scanner = (ruleSet: Pick<RuleSet, 'rules' | 'match'>) =>
  createScanner({ ruleSets: [ruleSet], known: createKnownValues(), marks: createMarks() })

describe(`generated lines (seed ${SEED})`, () => {
  const random = seeded(SEED)
  const lines = Array.from({ length: 3000 }, () => generatedLine(random))

  test('the prefilter misses nothing that the rules find one after another', { timeout: 60_000 }, () => {
    const [fast, plain] = [scanner(builtIn), scanner(oneByOne(rules))]
    let hits = 0
    for (const line of lines) {
      const expected = plain.redact(line)
      if (expected !== line) hits += 1
      expect(fast.redact(line)).toBe(expected)
    }
    expect(hits).toBeGreaterThan(lines.length / 5)
  })

  test('every rule that matches is a candidate, however many states that takes', { timeout: 60_000 }, () => {
    const automaton = createAutomaton([...rules.map(({ pattern }) => pattern), ...MULTI_LINE], 0)
    let tried = 0
    for (const line of lines) {
      const candidates = new Set(automaton.candidates(line))
      tried += candidates.size
      for (const [i, { name, pattern }] of rules.entries()) {
        if (line.search(pattern) !== -1) expect(candidates.has(i), `${name} in ${line}`).toBe(true)
      }
      const { length } = [...candidates].filter((i) => i < rules.length)
      if (length > 0) expect(automaton.next(new TextEncoder().encode(line), 0), line).toBeGreaterThanOrEqual(0)
    }
    // a prefilter that names every rule would pass as well
    expect(tried).toBeLessThan(lines.length * 3)
  })

  test('redacting twice changes nothing, in text and in values', { timeout: 60_000 }, () => {
    for (const line of lines) {
      const once = createRedactor().text(line)
      expect(createRedactor().text(once)).toBe(once)
      const value = createRedactor().value({ token: line, list: [line], [line.slice(0, 40)]: 1 })
      expect(createRedactor().value(value)).toEqual(value)
    }
  })

  test('a stream cut anywhere gives what the whole text gives', () => {
    const text = [...lines.slice(0, 200), ...privateKey(random, 9), ...lines.slice(200, 400)].join('\n')
    const stream = createRedactor().lines()
    let out = ''
    for (let at = 0; at < text.length; ) {
      const next = at + 1 + Math.floor(random() * 300)
      out += stream.push(text.slice(at, next))
      at = next
    }
    expect(out + stream.end()).toBe(createRedactor().text(text))
  })
})

describe('a line longer than a piece', () => {
  const random = seeded(7)

  test('is redacted wherever it is cut', () => {
    const token = `ghp_${body(random, 36)}`
    // dense enough that one stands on every cut
    const line = `${'x'.repeat(11)} token: "${token}", `.repeat(40_000)
    const out = createRedactor().text(line)
    expect(line.length).toBeGreaterThan(2 << 20)
    expect(out).not.toContain(token.slice(4, 20))
    expect(out.match(/x{11} token: "\[redacted:github-token#a1\]", /g)).toHaveLength(40_000)
  })

  test('hides a secret that is longer than a piece to its end', () => {
    const out = createRedactor().text(`token="${'q7'.repeat(2 << 20)}" end`)
    expect(out).toMatch(/^token="\[redacted:secret#a1\]" end$/)
  })
})
