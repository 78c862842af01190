import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { Interrupted } from '../failure.ts'
import { askLine } from './ask-line.ts'

function createTerminal(whenAsked: (stdin: PassThrough, stop: AbortController) => void) {
  const stop = new AbortController()
  const keyboard = new PassThrough()
  const stdin = Object.assign(keyboard, { isTTY: true })
  let over: AbortSignal | undefined
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      if (String(chunk).endsWith(': ')) whenAsked(keyboard, stop)
      done()
    },
  })
  const untilStopped = (until?: AbortSignal) => {
    over = until
    return stop.signal
  }
  return { surroundings: { stdin, stderr, untilStopped }, isOver: () => over?.aborted }
}

test('Ctrl-C at a question is an answer of its own, so that what waits for it can be withdrawn', async () => {
  const { surroundings, isOver } = createTerminal((_stdin, stop) => stop.abort())
  await expect(askLine(surroundings, 'Type yes: ')).rejects.toBeInstanceOf(Interrupted)
  expect(isOver()).toBe(true)
})

test('once a question is answered, Ctrl-C ends the process again, and the next question can be asked', async () => {
  const { surroundings, isOver } = createTerminal((stdin) => void stdin.write('yes\n'))
  expect(await askLine(surroundings, 'Type yes: ')).toBe('yes')
  expect(isOver()).toBe(true)
  expect(await askLine(surroundings, 'Type yes: ')).toBe('yes')
})
