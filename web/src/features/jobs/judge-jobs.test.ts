import { describe, expect, it } from 'vitest'
import { jobOf } from '../../../test/consent-fixtures.ts'
import { judgeJobs } from './judge-jobs.ts'

const running = jobOf({ id: 'job_2', title: 'Restart MoltBot on home-mini.', status: 'running', ended_at: null })

describe('the first sentence of Jobs', () => {
  it('names the one job that runs, and counts several', () => {
    expect(judgeJobs({ jobs: [jobOf(), running], failed: false })).toEqual({
      mark: 'busy',
      verdict: 'Running: Restart MoltBot on home-mini.',
    })
    expect(judgeJobs({ jobs: [running, running], failed: false }).verdict).toBe('2 jobs are running.')
    expect(judgeJobs({ jobs: [jobOf()], failed: false }).verdict).toBe('No job is running.')
  })

  it('does not say that nothing runs while the agent is silent', () => {
    expect(judgeJobs({ jobs: [jobOf()], failed: false, silence: 12_000 })).toEqual({
      mark: 'unknown',
      verdict: 'It is not known whether a job is running.',
      cause: 'The agent has not answered for 12 s.',
    })
  })

  it('does not say that nothing runs before the jobs are read, or when they cannot be', () => {
    expect(judgeJobs({ jobs: null, failed: false }).verdict).toBe('Reading the jobs.')
    expect(judgeJobs({ jobs: [], failed: true })).toEqual({
      mark: 'unknown',
      verdict: 'It is not known whether a job is running.',
    })
  })
})
