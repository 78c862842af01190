import { expect, test } from 'vitest'
import { hygieneProblems, hygieneRules } from './rules.ts'

const rules = hygieneRules(['/srv/builds'])
const problems = (path: string, text: string) => hygieneProblems(path, text, rules)
const join = (...parts: string[]) => parts.join('')

test.each([
  ['docs/a.md', 'see /srv/builds/x for more', 'folder of one machine'],
  ['docs/a.md', join('https://regis', 'try.npmjs.org/x'), 'package host'],
  ['package-lock.json', join('"resol', 'ved": "https://host/x.tgz"'), 'one registry'],
  ['agent/src/a.ts', join('// TO', 'DO later'), 'unfinished'],
  ['agent/src/a.test.ts', join('test.sk', 'ip("x")'), 'skips or focuses'],
  ['agent/src/a.test.ts', join('test.concurrent.on', 'ly("x")'), 'skips or focuses'],
  ['agent/src/a.test.ts', join('expect(tr', 'ue)'), 'asserts nothing'],
  ['agent/src/a.test.ts', join('vi.mo', 'ck("./b.ts")'), 'mocks a module'],
  ['README.md', join('<<<<', '<<< HEAD'), 'leftover of a merge'],
])('%s with %s', (path, text, why) => {
  expect(problems(path, `first line\n${text}\n`).join()).toContain(why)
})

test('a test on a real host may say when its host cannot run it', () => {
  const text = join('test.sk', 'ipIf(!isRoot)("x", run)')
  expect(problems('agent/src/a.real.test.ts', text)).toEqual([])
  expect(problems('agent/src/a.test.ts', text)).toHaveLength(1)
})

test('a test may be for one platform', () => {
  expect(problems('agent/src/a.test.ts', join('describe.run', 'If(process.platform === "linux")("x", run)'))).toEqual(
    [],
  )
})

test('ordinary text is left alone', () => {
  expect(problems('docs/a.md', 'Run the test only once, in /srv/buildship or ~/srv, and skip.the rest.')).toEqual([])
})
