import type { Client } from '@moltbot-ops/sdk'
import type { Job } from '../wire.ts'

export interface JobProgress {
  /** Null until the first of it was heard. */
  job: Job | null
  /** The last lines that it wrote. */
  lines: readonly { cursor: string; line: string }[]
  /** Lines did not arrive. */
  missed: boolean
}

export const noProgress: JobProgress = { job: null, lines: [], missed: false }

const keptLines = 200

/**
 * Follows a job until it ended or the signal is aborted, and gives what was heard last.
 * @throws ApiError, AgentUnreachable when it cannot be followed
 */
export async function followSteps(
  client: Client,
  id: string,
  signal: AbortSignal,
  onProgress: (progress: JobProgress) => void,
): Promise<JobProgress> {
  let progress = noProgress
  const note = (change: Partial<JobProgress>) => {
    progress = { ...progress, ...change }
    onProgress(progress)
  }
  await client.followJob(id, {
    signal,
    onEvent(event) {
      if (event.event === 'job') note({ job: event.data })
      // After a cut the stream begins again with lines that are here already.
      else if (!progress.lines.some(({ cursor }) => cursor === event.data.cursor))
        note({ lines: [...progress.lines, event.data].slice(-keptLines) })
    },
    onGap: () => note({ missed: true }),
  })
  if (signal.aborted || (progress.job !== null && progress.job.ended_at !== null)) return progress
  // The stream ended without the last word of the job.
  note({ job: await client.getJob({ path: { id }, signal }) })
  return progress
}
