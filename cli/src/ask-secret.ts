import { StringDecoder } from 'node:string_decoder'
import { Failure, Interrupted } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/** As long as the contract allows a passphrase or a password to be. */
const longest = 1024
const keys = { enter: ['\r', '\n'], erase: ['\b', '\u007f'], eraseAll: '\u0015', interrupt: '\u0003', end: '\u0004' }

/**
 * Asks for a secret on the terminal without showing it. The prompt goes to stderr, so that stdout stays the answer.
 * @throws Failure where there is no terminal · Interrupted on Ctrl-C and Ctrl-D
 */
export async function askSecret(
  { stdin, stderr }: Pick<Surroundings, 'stdin' | 'stderr'>,
  prompt: string,
  most = longest,
): Promise<string> {
  if (stdin.isTTY !== true || stdin.setRawMode === undefined) {
    throw new Failure('refused', 'This needs a secret, which is asked only on a terminal. Run it in one.')
  }
  // Before the prompt: who answers it at once must not be shown either.
  stdin.setRawMode(true)
  stderr.write(prompt)
  const decoder = new StringDecoder('utf8')
  let typed: string[] = []
  try {
    // Leaving the loop must not end stdin: there may be a second question.
    for await (const chunk of stdin.iterator({ destroyOnReturn: false })) {
      for (const key of typeof chunk === 'string' ? chunk : decoder.write(chunk)) {
        if (keys.enter.includes(key)) return typed.join('')
        if (key === keys.interrupt || key === keys.end) throw new Interrupted()
        if (key === keys.eraseAll) typed = []
        else if (keys.erase.includes(key)) typed.pop()
        else if (key >= ' ' && typed.length < most) typed.push(key)
      }
    }
    throw new Interrupted()
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
