const [open, close] = ['\uE000', '\uE001']
const marked = /\uE000([^\uE000\uE001]*)\uE001/g

/**
 * A command for a person to copy, such as `config confirm ct_1`. How this program is started here is filled in where it
 * is printed. The marks are characters for private use, which text from elsewhere cannot carry through `printable`.
 */
export const hint = (words: string) => `${open}${words}${close}`

export interface StartedAs {
  /** `moltbot-ops`, `npx moltbot-ops`, or what else starts it here. Asked for only where there is a hint. */
  program(): string
  /** Options that were given to reach the agent, to be given again; a token is not among them. */
  options: { stateDir?: string; agent?: string }
}

/** Fills in every hint. */
export function withHints(text: string, { program, options }: StartedAs): string {
  const { stateDir, agent } = options
  return text.replace(marked, (_hint, words: string) => {
    // An agent is started here, whichever remote one did not answer.
    const remote = words === 'serve' ? '' : again('--agent', agent)
    return `${program()} ${words}${again('--state-dir', stateDir)}${remote}`
  })
}

const again = (name: string, value: string | undefined) => (value === undefined ? '' : ` ${name} ${shellWord(value)}`)

/** A text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
