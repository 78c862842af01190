import { silenceWords } from '../../session/failure-words.ts'
import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Job } from '../../wire.ts'
import { jobsWords } from './jobs-words.ts'

const words = jobsWords.verdict

interface Seen {
  jobs: readonly Job[] | null
  failed: boolean
  /** For how many ms the agent has said nothing; null while it speaks. */
  silence?: number | null
}

/** Whether something runs. A list that could not be read, or that nobody has kept up since, says nothing of it. */
export function judgeJobs({ jobs, failed, silence = null }: Seen): StatusSentenceProps {
  if (silence !== null) return { mark: 'unknown', verdict: words.unknown, cause: silenceWords(silence) }
  if (failed) return { mark: 'unknown', verdict: words.unknown }
  if (jobs === null) return { mark: 'busy', verdict: words.asking }
  const [first, ...others] = jobs.filter((job) => job.ended_at === null)
  if (first === undefined) return { verdict: words.quiet }
  const verdict = others.length === 0 ? words.running(first.title) : words.several(others.length + 1)
  return { mark: 'busy', verdict }
}
