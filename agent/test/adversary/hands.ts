import { spawn } from 'node:child_process'
import { type Knock, knock, type Outcome } from './knock.ts'

/** What MoltBot can do with the shell that it has. */
export interface Hands {
  /** Asks on loopback, where nobody needs a file. */
  loopback(request: Omit<Knock, 'door'>): Promise<Outcome>
  /** Asks on the host's own socket, as the command line does. */
  socket(request: Omit<Knock, 'door'>): Promise<Outcome>
  /** Runs the command line on a terminal that `script` makes, and types an answer at each question. */
  terminal(words: readonly string[], typed?: readonly string[]): Promise<Outcome>
}

interface Place {
  port: number
  socket: string
  /** The words that start the command line for this agent. */
  command: readonly string[]
  env: Record<string, string>
}

const question = /[:?] $/
const interrupt = '\u0003'

/** Hands of this process's own account. */
export function createHands({ port, socket, command, env }: Place): Hands {
  return {
    loopback: (request) => knock({ door: port, ...request }),
    socket: (request) => knock({ door: socket, ...request }),
    async terminal(words, typed = []) {
      const { code, text } = await onTerminal([...command, ...words], typed, env)
      return { status: code, code: /"code": ?"(\w+)"/.exec(text)?.[1] ?? '', body: { text } }
    },
  }
}

/** A terminal that a program holds; it ends the command at the first question that it has no answer to. */
export function onTerminal(
  words: readonly string[],
  typed: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; text: string }> {
  const answers = [...typed]
  return new Promise((resolve, reject) => {
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const child = spawn('/usr/bin/script', ['-qec', quoted, '/dev/null'], { env })
    let text = ''
    let answered = 0
    child.stdout.on('data', (data: Buffer) => {
      text += data
      if (!question.test(text.slice(answered))) return
      answered = text.length
      const answer = answers.shift()
      child.stdin.write(answer === undefined ? interrupt : `${answer}\r`)
    })
    child.stdin.on('error', () => undefined)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, text }))
  })
}
