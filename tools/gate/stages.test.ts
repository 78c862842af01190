import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../repository.ts'
import { gateStages, jobs } from './stages.ts'

const names = (stages: readonly { name: string }[]) => stages.map(({ name }) => name).sort()

test('the jobs together are the whole gate, each stage once', () => {
  expect(names(Object.values(jobs).flat())).toEqual(names(gateStages))
})

test('a stage needs only what stands before it in the same job', () => {
  for (const stages of [gateStages, ...Object.values(jobs)]) {
    for (const [index, { needs = [] }] of stages.entries()) {
      expect(names(stages.slice(0, index))).toEqual(expect.arrayContaining(needs))
    }
  }
})

const workflows = ['ci', 'release-dependency-audit'].map((name) => {
  return { name, text: readFileSync(join(repositoryRoot, `.github/workflows/${name}.yml`), 'utf8') }
})

test('every job runs in the workflow', () => {
  for (const job of Object.keys(jobs)) expect(workflows[0]?.text).toContain(`npm test -- --job ${job}\n`)
  expect(workflows[0]?.text).toContain('npm run test:real\n')
})

test.each(workflows)('$name pins every action by commit and asks for no more than reading', ({ text }) => {
  const actions = text.match(/uses: .*/g) ?? []
  expect(actions.length).toBeGreaterThan(0)
  for (const action of actions) expect(action).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m)
  expect(text).not.toContain('write')
})
