import type { Client } from '@moltbot-ops/sdk'
import { Command } from 'commander'
import type { Surroundings } from './surroundings.ts'
import { widthOf } from './words/fold.ts'
import { withHints } from './words/hint.ts'
import { jsonText } from './words/json-text.ts'
import { type Paint, paintFor } from './words/paint.ts'

/** Options that every verb takes. */
export interface GlobalOptions {
  stateDir?: string
  agent?: string
  token?: string
  json?: boolean
}

/** What a verb works with once its words are understood. */
export interface Session {
  client: Client
  /** State directory of an agent on this host; null for a remote one. */
  stateDir: string | null
  json: boolean
  surroundings: Surroundings
  paint: Paint
  /** Columns that the answer may take; see `widthOf`. */
  width: number
  /** Prints the answer: the API's own object with --json, else the text. */
  answer(value: unknown, text: () => string): void
  /** Says something that is not the answer, on stderr; nothing with --json. */
  note(text: string): void
}

/** Handed to every noun: it adds its verbs to the program and asks for a session when one runs. */
export interface Cli {
  program: Command
  surroundings: Surroundings
  /** Finds the agent that the command's options mean. @throws Failure */
  open(command: Command): Promise<Session>
  /** The beginning of the message when this verb fails: "The status could not be read." */
  cannot(command: Command): string | undefined
  verb(spec: VerbSpec): Command
  /** What the process ends with when no verb throws; `serve` sets it. */
  exitCode: number
}

export interface VerbSpec {
  /** The noun's command; without it the verb stands alone. */
  noun?: Command
  /** Name and arguments: `approve <code>`. */
  usage: string
  summary: string
  /** One command line that works, without the program's name. */
  example: string
  cannot: string
}

export function createCli(surroundings: Surroundings): Cli {
  const program = new Command('moltbot-ops')
  const failures = new Map<Command, string>()
  return {
    program,
    surroundings,
    exitCode: 0,
    cannot: (command) => failures.get(command),
    async open(command) {
      const options = command.optsWithGlobals<GlobalOptions>()
      const json = options.json === true
      const { stdout, stderr, env } = surroundings
      // Late: `serve` speaks to no agent.
      const { connect } = await import('./connect/connect.ts')
      const tell = (text: string) => withHints(text, { program: () => surroundings.startedAs, options })
      return {
        ...(await connect(options, surroundings)),
        json,
        surroundings,
        paint: paintFor(stdout, env),
        width: widthOf(stdout),
        answer: (value, text) => void stdout.write(`${json ? jsonText(value, 2) : tell(text())}\n`),
        note: (text) => void (json || stderr.write(`${tell(text)}\n`)),
      }
    },
    verb({ noun = program, usage, summary, example, cannot }) {
      const command = noun
        .command(usage)
        .summary(summary)
        .description(`${summary}.`)
        .addHelpText('after', `\nExample:\n  $ moltbot-ops ${example}`)
      failures.set(command, cannot)
      return command
    },
  }
}

/** A noun that only groups verbs; the verb in the example is the one to begin with. */
export function addNoun({ program }: Cli, name: string, summary: string, beginWith: string): Command {
  const example = `\nExample:\n  $ moltbot-ops ${name} ${beginWith}`
  return program.command(name).summary(summary).description(`${summary}.`).addHelpText('after', example)
}
