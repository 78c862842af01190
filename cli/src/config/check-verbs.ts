import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { exitCodes } from '../failure.ts'
import { changesText, issuesText } from '../words/config-text.ts'
import type { Paint } from '../words/paint.ts'
import { printable, printableLines } from '../words/printable.ts'
import { instanceOf } from './change-config.ts'
import { readMask } from './change-verbs.ts'
import { readDocument } from './read-document.ts'

/** MoltBot's own validator takes seconds to start. */
const validateTimeoutMs = 120_000

/** `config diff` and `config validate`. */
export function addCheckVerbs(cli: Cli, noun: Command): void {
  cli
    .verb({
      noun,
      usage: 'diff [file]',
      summary: 'Show what a configuration would change; changes nothing',
      example: 'config diff openclaw.json',
      cannot: 'The configurations could not be compared.',
    })
    .option('--instance <id>', 'which MoltBot')
    .addHelpText('after', '\nWithout a file it is read from standard input.')
    .action(async (file: string | undefined, options: { instance?: string }, command: Command) => {
      const { client, answer, paint, surroundings } = await cli.open(command)
      const body = await readDocument(file ?? '-', surroundings)
      const query = instanceOf(options)
      const [diff, mask] = await Promise.all([client.diffConfig({ query, body }), readMask(client, query)])
      answer(diff, () => diffText(diff, mask, paint))
    })
  cli
    .verb({
      noun,
      usage: 'validate [file]',
      summary: 'Ask MoltBot whether it would take a configuration; the present one without a file',
      example: 'config validate openclaw.json',
      cannot: 'The configuration could not be checked.',
    })
    .option('--instance <id>', 'which MoltBot')
    .action(async (file: string | undefined, options: { instance?: string }, command: Command) => {
      const { client, answer, paint, surroundings } = await cli.open(command)
      const query = instanceOf(options)
      const { config, text } =
        file === undefined ? await client.getConfig({ query }) : await readDocument(file, surroundings)
      const verdict = await client.validateConfig({ query, body: { config, text }, timeoutMs: validateTimeoutMs })
      answer(verdict, () => verdictText(verdict, paint))
      if (!verdict.valid) cli.exitCode = exitCodes.failed
    })
}

/** Settings, lines of the file, risk and effect. */
export function diffText(diff: Schemas['ConfigDiff'], mask: string | null, paint: Paint): string {
  if (diff.hash === diff.base_hash) return 'Nothing would change.'
  const lines = diff.lines.flatMap(({ kind, text }) => {
    if (kind === 'added') return [paint(`  + ${printableLines(text)}`, 'ok')]
    if (kind === 'removed') return [paint(`  - ${printableLines(text)}`, 'bad')]
    return kind === 'skipped' ? [paint('    …', 'unknown')] : [`    ${printableLines(text)}`]
  })
  const effect = {
    none: 'MoltBot reads it when it needs it.',
    hot: 'MoltBot takes it while it runs.',
    restart: 'MoltBot restarts.',
  }[diff.effect]
  const lost = diff.comments_lost.length
  return [
    changesText(diff.changes, mask, paint),
    '',
    'The file:',
    ...lines,
    '',
    `Risk ${diff.risk}. ${diff.changes.length === 0 ? 'Only how it is written changes.' : effect}`,
    ...(lost === 0 ? [] : [`${lost === 1 ? 'A comment goes' : `${lost} comments go`} with what it was about.`]),
  ].join('\n')
}

function verdictText(
  { valid, errors, warnings, checked_by: by, version }: Schemas['ConfigValidationResult'],
  paint: Paint,
) {
  const judge = by === 'moltbot' ? 'MoltBot itself' : 'its schema alone; MoltBot could not be asked'
  const verdict = valid ? paint('It is valid', 'ok') : paint('MoltBot would refuse it', 'bad')
  const told = `${verdict}, says ${judge}${version == null ? '' : ` (${printable(version)})`}.`
  const issues = [...errors, ...warnings]
  return issues.length === 0 ? told : `${told}\n${issuesText(issues, paint)}`
}
