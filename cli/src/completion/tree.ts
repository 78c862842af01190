import type { Argument, Command, Option } from 'commander'

/** One place in the tree of commands: what may follow there. */
export interface Place {
  /** Nouns and verbs that lead here, without the program's name. */
  path: readonly string[]
  commands: readonly { name: string; summary: string }[]
  options: readonly PlaceOption[]
  /** What each argument may be, in order; empty where anything may stand. */
  argumentChoices: readonly (readonly string[])[]
}

export interface PlaceOption {
  /** With its hyphens: `--role`. */
  name: string
  description: string
  takesValue: boolean
  choices: readonly string[]
}

/** Every place of the program, the outermost first. The options of the program hold everywhere. */
export function placesOf(program: Command): Place[] {
  const everywhere = program.options.flatMap(optionOf)
  const walk = (command: Command, path: readonly string[]): Place[] => [
    {
      path,
      commands: command.commands.map((inner) => ({ name: inner.name(), summary: inner.summary() })),
      options: [...(path.length === 0 ? [] : command.options.flatMap(optionOf)), ...everywhere],
      argumentChoices: command.registeredArguments.map(choicesOf),
    },
    ...command.commands.flatMap((inner) => walk(inner, [...path, inner.name()])),
  ]
  return walk(program, [])
}

function optionOf({ long, description, required, optional, argChoices }: Option): PlaceOption[] {
  if (long == null) return []
  return [{ name: long, description, takesValue: required || optional, choices: argChoices ?? [] }]
}

/** Commander keeps the choices of an argument as those of an option, but its types do not say so. */
function choicesOf(argument: Argument): string[] {
  const choices: unknown = 'argChoices' in argument ? argument.argChoices : undefined
  return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : []
}
