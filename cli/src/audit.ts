import { createWriteStream } from 'node:fs'
import { lstat, open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { keyPlace } from './audit-verify/key-place.ts'
import { addAuditVerify } from './audit-verify.ts'
import { addNoun, type Cli } from './cli.ts'
import { parseWhole } from './duration-option.ts'
import { Failure } from './failure.ts'
import { columns } from './words/columns.ts'
import { hint } from './words/hint.ts'
import { printable } from './words/printable.ts'
import { since } from './words/time.ts'

/** `moltbot-ops audit`: who did what, when, why, and how it ended. */
export function addAudit(cli: Cli): void {
  const noun = addNoun(cli, 'audit', 'Read, verify and export the record of every act', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List what was done, newest first',
      example: 'audit list',
      cannot: 'The audit log could not be read.',
    })
    .option('--action <action>', 'only this operation')
    .option('--limit <count>', 'how many', parseWhole(1, 200), 50)
    .action(async ({ action, limit }: { action?: string; limit: number }, command: Command) => {
      const { client, answer, surroundings, width } = await cli.open(command)
      const query = action === undefined ? { limit } : { limit, action }
      const [list, { time }] = await Promise.all([client.listAuditEvents({ query }), client.getHealth()])
      answer(list, () => {
        const more =
          list.next_cursor == null ? '' : `\nThere are older ones: ${hint('audit export FILE')} has them all.`
        return listText(list.items, { now: Date.parse(time), zone: surroundings.timeZone, width }) + more
      })
    })
  cli
    .verb({
      noun,
      usage: 'check',
      summary: 'Have the agent recheck the whole chain',
      example: 'audit check',
      cannot: 'The audit log could not be checked.',
    })
    .option('--key <fingerprint>', 'fingerprint that must have signed the checkpoints')
    .action(async ({ key }: { key?: string }, command: Command) => {
      const { client, answer } = await cli.open(command)
      const result = await client.verifyAudit({ query: key === undefined ? {} : { key }, timeoutMs: 120_000 })
      answer(result, () =>
        [
          printable(result.message),
          ...(result.verdict === 'unanchored' && key === undefined ? [keyPlace] : []),
          ...result.problems.map(({ message }) => `  ${printable(message)}`),
        ].join('\n'),
      )
      if (result.verdict === 'broken') cli.exitCode = 1
    })
  cli
    .verb({
      noun,
      usage: 'export <file>',
      summary: 'Write the log with a fresh signed checkpoint to a file of yours alone',
      example: 'audit export audit.jsonl',
      cannot: 'The audit log was not exported.',
    })
    .action(async (file: string, _options: object, command: Command) => {
      const { client, note } = await cli.open(command)
      await demandFree(file)
      await writeWhole(file, await client.download('exportAudit', { timeoutMs: 120_000 }))
      note(`Written: ${file}\nVerify it anywhere: ${hint(`audit verify ${file}`)}`)
    })
  addAuditVerify(cli, noun)
}

/** An earlier export may be the one proof of what the log was then. @throws Failure */
async function demandFree(file: string): Promise<void> {
  const there = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Failure('failed', `${file} cannot be written (${error.code}).`, error)
  })
  if (there !== null)
    throw new Failure('failed', `${file} is there already, and is not overwritten. Name another file.`)
}

/** Under another name until it is whole, so that nobody takes a part for the whole. @throws Failure */
async function writeWhole(file: string, { body }: Response): Promise<void> {
  const part = `${file}.part`
  try {
    const bytes = body === null ? Readable.from([]) : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
    await pipeline(bytes, createWriteStream(part, { flags: 'wx', mode: 0o600 }))
    const handle = await open(part, 'r')
    await handle.sync().finally(() => handle.close())
    await rename(part, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new Failure('failed', `${part} is there already. Remove it, then export again.`, error)
    await rm(part, { force: true })
    if (code === undefined) throw error
    throw new Failure('failed', `${file} could not be written (${code}).`, error)
  }
}

function listText(
  items: readonly Schemas['AuditEvent'][],
  { now, zone, width }: { now: number; zone: string; width: number },
): string {
  if (items.length === 0) return 'Nothing is recorded yet.'
  return columns(
    [
      { head: 'NO', right: true },
      { head: 'WHEN' },
      { head: 'WHO' },
      { head: 'WHAT' },
      { head: 'OUTCOME' },
      { head: 'WHY', folds: true },
    ],
    items.map((entry) => [
      String(entry.seq),
      since(Date.parse(entry.at), now, zone),
      printable(`${entry.actor.subject} (${entry.actor.via})`),
      printable(entry.action),
      entry.outcome,
      printable(entry.reason ?? entry.detail ?? ''),
    ]),
    width,
  )
}
