import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Job } from '../../wire.ts'
import { jobsWords } from './jobs-words.ts'

const words = jobsWords.verdict

/** Whether something runs. A list that could not be read says nothing of it. */
export function judgeJobs({ jobs, failed }: { jobs: readonly Job[] | null; failed: boolean }): StatusSentenceProps {
  if (failed) return { mark: 'unknown', verdict: words.unknown }
  if (jobs === null) return { mark: 'busy', verdict: words.asking }
  const [first, ...others] = jobs.filter((job) => job.ended_at === null)
  if (first === undefined) return { verdict: words.quiet }
  const verdict = others.length === 0 ? words.running(first.title) : words.several(others.length + 1)
  return { mark: 'busy', verdict }
}
