import type { JobEvent, Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { Failure } from '../failure.ts'
import { printable } from '../words/printable.ts'

type Job = Schemas['Job']

/** Shows what a job does until it ended. @throws Failure with the job's own words when it did not succeed */
export async function followJob(session: Session, id: string): Promise<Job> {
  const { client, note, surroundings } = session
  const said = new Map<string, string>()
  let last: Job | undefined
  const show = (event: JobEvent) => {
    if (event.event === 'log') {
      note(session.paint(`      ${printable(event.data.line)}`, 'unknown'))
      return
    }
    last = event.data
    for (const step of event.data.steps) {
      const text = stepText(step)
      if (step.status === 'waiting' || said.get(step.name) === text) continue
      said.set(step.name, text)
      note(text)
    }
  }
  const signal = surroundings.untilStopped()
  await client.followJob(id, { signal, onEvent: show, onGap: () => note('      … lines are missing here') })
  const job = last ?? (await client.getJob({ path: { id } }))
  if (job.ended_at === null) {
    throw new Failure('failed', `The job goes on without this terminal. Follow it: moltbot-ops jobs follow ${id}`)
  }
  if (job.status !== 'succeeded') throw new Failure('failed', endText(job))
  return job
}

const marks: Record<Job['steps'][number]['status'], string> = {
  waiting: ' ',
  running: '…',
  succeeded: '✓',
  failed: '✗',
  undoing: '↶',
  undone: '↶',
  undo_failed: '✗',
  skipped: '-',
}

function stepText({ status, title, message }: Job['steps'][number]): string {
  const undo = status === 'undoing' ? 'Going back: ' : status === 'undone' ? 'Taken back: ' : ''
  return `  ${marks[status]} ${undo}${printable(title)}${message === null ? '' : `: ${printable(message)}`}`
}

/** What went wrong, what is true now, and what remains where. */
export function endText(job: Job): string {
  const remains = (job.undo?.remains ?? []).map((line) => `  ${printable(line)}`)
  const parts = [job.error?.message ?? `The job ended: ${job.status}.`, job.undo?.message]
  const text = parts.filter((part) => part !== undefined && part !== '').map((part) => printable(part ?? ''))
  return [...new Set(text), ...remains].join('\n')
}
