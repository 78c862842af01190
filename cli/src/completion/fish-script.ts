import type { Place } from './tree.ts'

/** For `~/.config/fish/completions/moltbot-ops.fish`. */
export function fishScript(places: readonly Place[]): string {
  const valued = [...new Set(places.flatMap(({ options }) => options.filter((o) => o.takesValue).map((o) => o.name)))]
  const known = places.filter(({ path }) => path.length > 0).map(({ path }) => quoted(path.join(' ')))
  return `# Completion of moltbot-ops for fish. Made by \`moltbot-ops completion fish\`.
function __moltbot_ops_at --description 'Whether the words so far lead to this place, with this many arguments'
    set -l place
    set -l awaited ''
    set -l count 0
    for word in (commandline -opc)[2..-1]
        if test -n "$awaited"
            set awaited ''
        else if contains -- $word ${valued.join(' ')}
            set awaited $word
        else if string match -q -- '-*' $word
            continue
        else if contains -- (string join ' ' $place $word) ${known.join(' ')}
            set place $place $word
        else
            set count (math $count + 1)
        end
    end
    test "$place" = "$argv[1]"; and test (count $argv) -eq 1 -o "$count" = "$argv[2]"
end
complete -c moltbot-ops -f
${places.flatMap(linesOf).join('\n')}
`
}

function linesOf({ path, commands, options, argumentChoices }: Place): string[] {
  const at = (...count: number[]) => `-n ${quoted(['__moltbot_ops_at', quoted(path.join(' ')), ...count].join(' '))}`
  return [
    ...commands.map(({ name, summary }) => `complete -c moltbot-ops ${at(0)} -a ${name} -d ${quoted(summary)}`),
    ...argumentChoices.flatMap((choices, index) =>
      choices.length === 0 ? [] : [`complete -c moltbot-ops ${at(index)} -a ${quoted(choices.join(' '))}`],
    ),
    ...options.map(({ name, description, takesValue, choices }) => {
      const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r -F' : ''
      return `complete -c moltbot-ops ${at()} -l ${name.slice(2)}${value} -d ${quoted(description)}`
    }),
  ]
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
