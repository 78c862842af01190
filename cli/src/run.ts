import { type Command, CommanderError } from 'commander'
import type { GlobalOptions } from './cli.ts'
import { exitCodes, type FailureReport, reportOf } from './failure.ts'
import { overviewText } from './overview.ts'
import { createProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'
import { hint, withHints } from './words/hint.ts'
import { jsonText } from './words/json-text.ts'
import { paintFor } from './words/paint.ts'
import { printable } from './words/printable.ts'

/** Runs one command line (without node and script) and gives back the exit code. Never throws. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  if (argv.length === 0) {
    surroundings.stdout.write(overviewText)
    return exitCodes.done
  }
  const json = argv.includes('--json')
  const cli = await createProgram(surroundings, argv)
  let running: Command | undefined
  cli.program.hook('preAction', (_program, command) => {
    running = command
  })
  try {
    await cli.program.parseAsync(argv, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done
    const report =
      error instanceof CommanderError ? usageReport(error, json, pathOf(cli.program, argv)) : reportOf(error)
    if (report !== null) {
      const options = cli.program.opts<GlobalOptions>()
      const message = withHints(report.envelope.message, { program: () => surroundings.startedAs, options })
      const told = { ...report, envelope: { ...report.envelope, message } }
      tell(told, running && !report.isOpen ? cli.cannot(running) : undefined, surroundings, json)
    }
    return report?.exitCode ?? exitCodes.usage
  }
}

/** The command that the words name as far as they name one: where to read how it is used. */
function pathOf(program: Command, argv: readonly string[]): string[] {
  let command = program
  const path: string[] = []
  for (const word of argv) {
    const inner = command.commands.find((candidate) => candidate.name() === word)
    if (inner === undefined) continue
    command = inner
    path.push(word)
  }
  return path
}

/** Null where the help, which is printed already, says everything. */
function usageReport(error: CommanderError, json: boolean, path: readonly string[]): FailureReport | null {
  const isHelp = error.code === 'commander.help'
  if (isHelp && !json) return null
  const text = (isHelp ? 'A verb is missing' : error.message)
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/s, '. Did you mean $1?')
    .replace(/^./, (first) => first.toUpperCase())
  const sentence = /[.?]$/.test(text) ? text : `${text}.`
  return {
    exitCode: exitCodes.usage,
    envelope: { code: 'usage', message: `${sentence} See how it is used: ${hint([...path, '--help'].join(' '))}` },
  }
}

function detailText(detail: object): string {
  const { path, message, ...more }: { path?: unknown; message?: unknown } = detail
  const isPlain = typeof path === 'string' && typeof message === 'string' && Object.keys(more).length === 0
  return isPlain ? `${path === '' ? '' : `${path}: `}${message}` : JSON.stringify(detail)
}

/** What could not be done, why, what to do. */
function tell(
  { envelope }: FailureReport,
  cannot: string | undefined,
  { stderr, env }: Surroundings,
  json: boolean,
): void {
  if (json) {
    stderr.write(`${jsonText(envelope, 2)}\n`)
    return
  }
  const paint = paintFor(stderr, env)
  const told = (detail: object) => 'message' in detail && detail.message === envelope.message
  const details = (envelope.details ?? [])
    .filter((detail) => !told(detail))
    .map((detail) => `  ${printable(detailText(detail))}`)
  const request = envelope.request_id === undefined ? [] : [`Request ${printable(envelope.request_id)}.`]
  const lines = [
    ...(cannot === undefined ? [] : [paint(cannot, 'bad')]),
    printable(envelope.message),
    ...details,
    ...request,
  ]
  stderr.write(`${lines.join('\n')}\n`)
}
