import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useConsole, useSessionState } from '../session/console.ts'
import { failureWords } from '../session/failure-words.ts'
import { keys } from '../session/queries.ts'
import type { Job } from '../wire.ts'
import { roleCovers } from './not-yet.ts'
import { StopJob } from './StopJob.tsx'

/** Stops a job on any page, for whoever may. What the plan says of going back is read from the agent. */
export function StopRunningJob({ job }: { job: Job }) {
  const { client } = useConsole()
  const state = useSessionState()
  const queries = useQueryClient()
  const may = state.kind === 'paired' && roleCovers(state.role, 'admin') && job.ended_at === null
  const planId = job.confirmation_id ?? ''
  const plan = useQuery({
    queryKey: [...keys.confirmations, planId],
    queryFn: ({ signal }) => client.getConfirmation({ path: { id: planId }, signal }),
    enabled: may && planId !== '',
    retry: false,
  })
  const stop = useMutation({
    mutationFn: () => client.cancelJob({ path: { id: job.id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  })
  if (!may) return null
  return (
    <StopJob
      job={job}
      undo={plan.data?.undo ?? null}
      problem={stop.isError ? failureWords(stop.error) : null}
      onStop={() => stop.mutate()}
    />
  )
}
