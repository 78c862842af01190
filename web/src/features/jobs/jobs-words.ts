import type { Job } from '../../wire.ts'

const english = {
  verdict: {
    running: (title: string) => `Running: ${title}`,
    several: (count: number) => `${count} jobs are running.`,
    quiet: 'No job is running.',
    asking: 'Reading the jobs.',
    unknown: 'It is not known whether a job is running.',
  },
  follows: 'Every change to MoltBot is a job that was signed first.',
  list: 'Latest jobs',
  empty: { title: 'No job yet', why: 'A change that was signed appears here with its steps and its output.' },
  columns: { job: 'Job', status: 'Status', began: 'Began', took: 'Took' },
  statuses: {
    accepted: 'Waiting',
    running: 'Running',
    cancelling: 'Stopping',
    succeeded: 'Done',
    failed: 'Failed',
    cancelled: 'Stopped',
    interrupted: 'Interrupted',
  } satisfies Record<Job['status'], string>,
  takenBack: (status: string) => `${status}, taken back`,
  notTakenBack: (status: string) => `${status}, not all taken back`,
  running: 'It is running.',
  ran: 'It was running when the agent last answered.',
  facts: {
    began: (when: string) => `began ${when.replace(/^(?:Today|Yesterday)/, (day) => day.toLowerCase())}`,
    took: (span: string) => `took ${span}`,
    takes: (span: string) => `has taken ${span}`,
    audit: 'Its audit entry',
  },
  newest: (count: number) => `the newest ${count}`,
  steps: 'Steps',
  back: 'All jobs',
  loading: { list: 'the jobs', one: 'the job' },
  failed: { list: 'The jobs could not be read', one: 'The job could not be read' },
}

export type JobsWords = typeof english
export const jobsWords: JobsWords = english

/** One word for how a job stands, with what became of its undoing. */
export function statusWords(job: Job): string {
  const status = jobsWords.statuses[job.status]
  if (job.undo?.status === 'done') return jobsWords.takenBack(status)
  if (job.undo?.status === 'incomplete') return jobsWords.notTakenBack(status)
  return status
}
