import { type Argv, type CommandOptions, runCommand } from './run-command.ts'

export interface Outcome {
  ok: boolean
  output: string
  /** One short fact for the table, such as how many tests ran. */
  note?: string
  /** Why the stage could not run here; allowed only outside CI. */
  cannotRun?: string
}

export interface Stage {
  name: string
  /** Cheap stages run even after another stage went red: one run then shows all the small mistakes. */
  cheap: boolean
  /** Stages that must have passed before. */
  needs?: string[]
  run(): Promise<Outcome>
}

interface CommandStage extends CommandOptions {
  cheap?: boolean
  needs?: string[]
  /** Picks the fact for the table; a stage that names one and does not find it is red, for it may have seen nothing. */
  fact?: RegExp
}

export function commandStage(name: string, argv: Argv, options: CommandStage = {}): Stage {
  return {
    name,
    cheap: options.cheap ?? false,
    needs: options.needs ?? [],
    async run() {
      const { ok, output } = await runCommand(argv, options)
      if (!options.fact) return { ok, output }
      const note = options.fact.exec(output)?.[0].trim()
      if (ok && note === undefined) return { ok: false, output: `${output}\nno sign of work (${options.fact})` }
      return note === undefined ? { ok, output } : { ok, output, note }
    },
  }
}
