import { expect, test } from 'vitest'
import { closingTable } from './report.ts'
import { runStages } from './run-stages.ts'
import type { Outcome, Stage } from './stage.ts'

const green: Outcome = { ok: true, output: '' }
const red: Outcome = { ok: false, output: 'broken here' }

function stage(name: string, outcome: Outcome, more: Partial<Stage> = {}): Stage {
  return { name, cheap: false, run: async () => outcome, ...more }
}

function run(stages: Stage[], ci = false) {
  return runStages({ stages, ci, now: () => 0, reporter: { finished: () => undefined } })
}

test('after a red stage only the cheap ones still run', async () => {
  const results = await run([
    stage('types', red, { cheap: true }),
    stage('lint', green, { cheap: true }),
    stage('journeys', green),
  ])
  expect(results.map((result) => result.verdict)).toEqual(['failed', 'passed', 'not run'])
  expect(closingTable(results)).toMatch(/\n1 passed, 1 failed$/)
})

test('a stage does not run when one that it needs did not pass', async () => {
  const results = await run([stage('build', red), stage('journeys', green, { cheap: true, needs: ['build'] })])
  expect(results[1]).toMatchObject({ verdict: 'not run', note: 'needs build' })
})

test('what cannot run here is left out on a desk and red in CI', async () => {
  const stages = [stage('journeys', { ok: true, output: '', cannotRun: 'no browser' })]
  expect((await run(stages))[0]?.verdict).toBe('not run')
  expect((await run(stages, true))[0]?.verdict).toBe('failed')
})

test('a stage that throws is red and shows why', async () => {
  const throws = stage('audit', green, { run: () => Promise.reject(new Error('no lockfile')) })
  expect((await run([throws]))[0]).toMatchObject({ verdict: 'failed', output: expect.stringContaining('no lockfile') })
})

test('a warning of a green stage stands in the closing table too', async () => {
  const results = await run([stage('audit', { ok: true, output: 'all fine\nWARNING: nothing was checked\n' })])
  expect(closingTable(results)).toContain('\nWARNING: nothing was checked\n')
})

test('an empty gate is an error, not a pass', async () => {
  await expect(run([])).rejects.toThrow('no stages')
})
