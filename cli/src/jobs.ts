import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { endText, followJob } from './consent/follow-job.ts'
import { columns } from './words/columns.ts'
import { printable } from './words/printable.ts'
import { ago, clockTime, duration } from './words/time.ts'

type Job = Schemas['Job']

/** `moltbot-ops jobs`: long work, step by step. */
export function addJobs(cli: Cli): void {
  const noun = addNoun(cli, 'jobs', 'See what is being done and what was done', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List jobs, newest first',
      example: 'jobs list',
      cannot: 'The jobs could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer, width } = await cli.open(command)
      const [list, { time }] = await Promise.all([client.listJobs(), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time), width))
    })
  cli
    .verb({
      noun,
      usage: 'show <id>',
      summary: 'Show one job with its steps and last lines',
      example: 'jobs show jb_6Tz1',
      cannot: 'The job could not be read.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const { client, answer, surroundings } = await cli.open(command)
      const job = await client.getJob({ path: { id } })
      answer(job, () => jobText(job, surroundings.timeZone))
    })
  cli
    .verb({
      noun,
      usage: 'follow <id>',
      summary: 'Show what a job does until it ended',
      example: 'jobs follow jb_6Tz1',
      cannot: 'The job did not succeed.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const session = await cli.open(command)
      const job = await followJob(session, id)
      session.answer(job, () => `Done: ${printable(job.title)}`)
    })
  cli
    .verb({
      noun,
      usage: 'cancel <id>',
      summary: 'Stop a job at the next safe point and undo what it did',
      example: 'jobs cancel jb_6Tz1',
      cannot: 'The job was not stopped.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const job = await client.cancelJob({ path: { id } })
      answer(job, () => `It stops at the next safe point: ${printable(job.title)}`)
    })
}

function listText(jobs: readonly Job[], now: number, width: number): string {
  if (jobs.length === 0) return 'Nothing was done from here yet.'
  return columns(
    [
      { head: 'ID' },
      { head: 'STATUS' },
      { head: 'DONE', right: true },
      { head: 'WHAT', folds: true },
      { head: 'BEGAN' },
      { head: 'TOOK' },
    ],
    jobs.map((job) => [
      printable(job.id),
      job.status,
      `${Math.round(job.progress * 100)} %`,
      printable(job.title),
      ago(Date.parse(job.created_at), now),
      job.ended_at === null ? '' : duration(Date.parse(job.ended_at) - Date.parse(job.created_at)),
    ]),
    width,
  )
}

function jobText(job: Job, zone: string): string {
  const steps = job.steps.map(({ title, status, message }) => {
    const more = message === null || status === 'succeeded' || status === 'undone' ? '' : `: ${printable(message)}`
    return `  ${status.padEnd(11)} ${printable(title)}${more}`
  })
  const lines = (job.log_tail ?? []).map(({ at, line }) => `  ${clockTime(Date.parse(at), zone)}  ${printable(line)}`)
  const end = job.ended_at !== null && job.status !== 'succeeded' ? ['', endText(job)] : []
  return [
    `${printable(job.title).replace(/\.$/, '')}: ${job.status}`,
    ...steps,
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...end,
  ].join('\n')
}
