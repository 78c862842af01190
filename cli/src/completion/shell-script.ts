import type { Place } from './tree.ts'

/**
 * What bash and zsh share: a function that walks the words typed so far and leaves what may follow in `reply`.
 * Every name in it comes from our own tree of commands, so nothing needs quoting beyond the quotes that stand here.
 */
function candidates(places: readonly Place[]): string {
  const valued = [...new Set(places.flatMap(({ options }) => options.filter((o) => o.takesValue).map((o) => o.name)))]
  const known = places.filter(({ path }) => path.length > 0).map(({ path }) => `"${path.join(' ')}"`)
  const cases = places.map(caseOf).join('\n')
  return `_moltbot_ops_candidates() {
  local place="" awaited="" word="" current="$1" count=0
  shift
  reply=""
  for word in "$@"; do
    if [[ -n "$awaited" ]]; then awaited=""; continue; fi
    case "$word" in
      ${valued.join('|')}) awaited="$word" ;;
      -*) ;;
      *)
        case "\${place:+$place }$word" in
          ${known.join('|')}) place="\${place:+$place }$word" ;;
          *) count=$((count + 1)) ;;
        esac ;;
    esac
  done
  local kind="argument $count"
  if [[ -n "$awaited" ]]; then kind="$awaited"
  elif [[ "$current" == -* ]]; then kind="options"
  fi
  case "$place/$kind" in
${cases}
  esac
}`
}

function caseOf({ path, commands, options, argumentChoices }: Place): string {
  const place = path.join(' ')
  const line = (kind: string, words: readonly string[]) =>
    words.length === 0 ? [] : [`    "${place}/${kind}") reply="${words.join(' ')}" ;;`]
  return [
    ...line(
      'options',
      options.map(({ name }) => name),
    ),
    ...options.flatMap(({ name, choices }) => line(name, choices)),
    ...(commands.length > 0
      ? line(
          'argument 0',
          commands.map(({ name }) => name),
        )
      : []),
    ...argumentChoices.flatMap((choices, index) => line(`argument ${index}`, choices)),
  ].join('\n')
}

/** For `source <(moltbot-ops completion bash)`. Where nothing is known to follow, bash completes file names. */
export function bashScript(places: readonly Place[]): string {
  return `# Completion of moltbot-ops for bash. Made by \`moltbot-ops completion bash\`.
${candidates(places)}
_moltbot_ops() {
  local reply
  _moltbot_ops_candidates "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  mapfile -t COMPREPLY < <(compgen -W "$reply" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _moltbot_ops moltbot-ops
`
}

/** For a file named `_moltbot-ops` in a folder of $fpath. Where nothing is known to follow, zsh completes file names. */
export function zshScript(places: readonly Place[]): string {
  return `#compdef moltbot-ops
# Completion of moltbot-ops for zsh. Made by \`moltbot-ops completion zsh\`.
${candidates(places)}
_moltbot_ops() {
  local reply
  _moltbot_ops_candidates "\${words[CURRENT]}" "\${(@)words[2,CURRENT-1]}"
  if [[ -n "$reply" ]]; then compadd -- \${=reply}; else _files; fi
}
if [[ "$funcstack[1]" == "_moltbot-ops" ]]; then _moltbot_ops; else compdef _moltbot_ops moltbot-ops; fi
`
}
