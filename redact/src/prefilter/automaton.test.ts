import { describe, expect, test } from 'vitest'
import { pick, seeded } from '../../test/fake.ts'
import { rules } from '../rules.ts'
import { createAutomaton } from './automaton.ts'
import { stepsOf } from './steps.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('what it follows of a pattern', () => {
  test.each([
    [/ghp_[a-z]{4,}/g, 'x ghp_abcd', 'x ghp_abc'],
    [/secret/gi, 'a SeCreT', 'a secre'],
    [/a(?:bc|[0-9]{2})?d/g, 'a12d', 'a1d'],
    [/(?<![A-Za-z])pin=/g, 'pin=', 'spin='],
    [/(?<![A-Za-z])pin=/g, 'a\npin=', 'a\nspin='],
    [/(?<![\w.])ab/g, 'é ab', '.ab'],
    [/(?<=%[0-9]{2})x/g, '%12x', '%1x'],
    [/:([a-z]+)(?=@|%40)/g, ':ab@', ':ab/'],
    [/^\s{0,3}key/gm, '  key', '- key'],
    [/[^\s"]{3}z/g, 'é1az', '"1az'],
    [/\x41\u0042\t\./g, 'AB\t.', 'AB\tx'],
    [/[\w-]+=[\]\\]/g, 'a=\\', 'a=['],
    [/é+!/g, 'éé!', 'e!'],
    [/a.b/g, 'a\u2014b', 'a\rb'],
  ])('%s: in %j and not in %j', (pattern, hit, miss) => {
    const automaton = createAutomaton([/never-there/, pattern])
    expect(hit).toMatch(pattern)
    expect(automaton.candidates(hit)).toEqual([1])
    expect(automaton.next(bytes(`quiet\n${hit}`), 0)).toBeGreaterThan(5)
    expect(automaton.candidates(miss)).toEqual([])
    expect(automaton.next(bytes(miss), 0)).toBe(-1)
  })

  test.each([/(a)\1/g, /\p{L}/gu, /(?i:a)b/g])('%s it cannot read, so that it is tried on every text', (pattern) => {
    const automaton = createAutomaton([/never-there/, pattern])
    expect(automaton.candidates('')).toEqual([1])
    expect(automaton.candidates('any')).toEqual([1])
    expect(automaton.next(bytes('any'), 0)).toBe(0)
  })

  test('it reads every rule there is', () => {
    const { candidates } = createAutomaton(rules.map(({ pattern }) => pattern))
    expect(candidates('all quiet')).toEqual([])
    expect(stepsOf(rules.map(({ pattern }) => pattern)).steps.length).toBeLessThan(20_000)
  })
})

describe('a text made to ask for ever more states', () => {
  const random = seeded(5)
  // the states of this one are all subsets of fourteen places
  const greedy = [/a[ab]{14}!/g, /b[ab]{13}\?/g]
  const text = Array.from({ length: 3_000_000 }, () => pick(random, ['a', 'b'])).join('')

  test('costs no more than a share of its length, and loses nothing', () => {
    const automaton = createAutomaton(greedy)
    // what it may spend is used up, so it answers without looking
    expect(automaton.candidates(text)).toEqual([0, 1])
    expect(automaton.candidates(`${'-'.repeat(1000)}a${'ab'.repeat(7)}!`)).toContain(0)
    expect(automaton.next(bytes(`${text}a${'ab'.repeat(7)}!`), 0)).toBeGreaterThanOrEqual(0)
  })

  test('is forgotten when ordinary text comes again', () => {
    const automaton = createAutomaton(greedy)
    automaton.candidates(text)
    for (let i = 0; i < 100; i++) automaton.candidates('quiet '.repeat(1000))
    expect(automaton.candidates(`b${'ab'.repeat(6)}a?`)).toEqual([1])
    expect(automaton.candidates('quiet')).toEqual([])
  })
})
