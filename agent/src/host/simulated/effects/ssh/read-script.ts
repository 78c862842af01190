/** A script as a session is given it: how it is run, the variables that stand before it, and the rest. */
export interface RemoteScript {
  asRoot: boolean
  /** Set where one program is run instead of a shell. */
  words: string | null
  variables: Record<string, string>
  body: string
}

const assignment = /^([A-Za-z_]\w*)=(.*)$/

/** Takes a command that is `[sudo …] sh -s` with a script as its input, or `[sudo …] program …`. */
export function readScript(command: string, stdin: string): RemoteScript {
  const plain = command.replace(/^exec\s+/, '')
  const words = plain.replace(/^sudo(\s+-\S+)*\s+/, '')
  const asRoot = words !== plain
  if (!/^(\/bin\/)?(ba)?sh(\s+-s)?$/.test(words)) return { asRoot, words, variables: {}, body: stdin }
  const variables: Record<string, string> = {}
  const lines = stdin.split('\n')
  let first = 0
  for (const line of lines) {
    const [, name, value] = assignment.exec(line) ?? []
    const isPlain = name !== undefined && value !== undefined && isOneWord(value)
    if (!isPlain && !/^(export|set) |^LC_ALL=C;|^$/.test(line)) break
    if (isPlain) variables[name] = unquote(value)
    first += 1
  }
  return { asRoot, words: null, variables, body: lines.slice(first).join('\n') }
}

/** A value in single quotes, with `'\''` for each quote in it, or bare. */
function isOneWord(value: string): boolean {
  return /^'(?:[^']|'\\'')*'$|^[\w@%+=:,./-]*$/.test(value)
}

function unquote(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("'\\''", "'") : value
}
