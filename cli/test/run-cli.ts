import { readFileSync } from 'node:fs'
import { PassThrough, Readable, Writable } from 'node:stream'
import type { FetchInit, FetchLike } from '@moltbot-ops/sdk'
import { run } from '../src/run.ts'
import type { Surroundings } from '../src/surroundings.ts'

/** Answers by `METHOD /path`; a list is used up one by one. */
export type Api = Record<string, Reply | Reply[]>
export interface Reply {
  status?: number
  json?: unknown
  text?: string
  /** The agent ends before it answers. */
  isDropped?: boolean
}

export interface Sent {
  call: string
  token: string | undefined
  body: unknown
}

export interface Options {
  api?: Api
  env?: Record<string, string>
  /** What is typed at each hidden prompt; without it stdin is no terminal. */
  typed?: string[]
  stdin?: Readable
  /** What a person types at each question, hidden or not; without it stdin is no terminal. */
  answers?: string[]
  /** stdout and stderr are terminals. */
  terminal?: boolean
  surroundings?: Partial<Surroundings>
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
  sent: Sent[]
}

/** The value of an example of the contract, such as `getMoltbotStatus.200`. */
export function example(name: string): Record<string, unknown> {
  const file = new URL(`../../api/examples/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).value
}

/** The moment of the contract's examples. */
export const now = Date.parse('2026-11-23T02:07:00Z')
export const health: Reply = { json: { status: 'ok', time: '2026-11-23T02:07:00Z' } }
export const problem = (code: string, status: number, message: string): Reply => ({ status, json: { code, message } })

/** Runs a command line against a made agent, as a script with a token would. */
export async function runCli(line: string[], options: Options = {}): Promise<Outcome> {
  return runBare(['--agent', 'http://127.0.0.1:7337', '--token', 'token-1', ...line], options)
}

/** Runs a command line exactly as it is. */
export async function runBare(argv: string[], options: Options = {}): Promise<Outcome> {
  const sent: Sent[] = []
  const stdout = createSink(options.terminal === true)
  const person = options.answers === undefined ? undefined : createPerson(options.answers)
  const stderr = createSink(options.terminal === true, person?.sees)
  const fetch = createFetch({ 'GET /health': health, ...options.api }, sent)
  const code = await run(argv, {
    env: options.env ?? {},
    home: '/home/anna',
    uid: 1000,
    platform: 'linux',
    stdin:
      person?.keyboard ??
      (options.typed === undefined ? (options.stdin ?? Readable.from([])) : createKeyboard(options.typed)),
    startedAs: 'moltbot-ops',
    openTerminal: () => null,
    stdout: stdout.stream,
    stderr: stderr.stream,
    now: () => now,
    timeZone: 'UTC',
    timers: { after: () => ({ cancel: () => undefined }), random: () => 1 },
    untilStopped: () => new AbortController().signal,
    outliveOutput: () => undefined,
    fetch,
    socketFetch: () => fetch,
    openInBrowser: async () => false,
    ...options.surroundings,
  })
  return { code, stdout: stdout.text(), stderr: stderr.text(), sent }
}

function createFetch(api: Api, sent: Sent[]): FetchLike {
  return async (url: string, { method, headers, body }: FetchInit) => {
    const { pathname, search } = new URL(url)
    const call = `${method} ${pathname}${search}`
    const token = headers.authorization?.replace('Bearer ', '')
    if (call !== 'GET /health') sent.push({ call, token, body: body === undefined ? undefined : JSON.parse(body) })
    const known = api[call]
    const reply = Array.isArray(known) ? known.shift() : known
    if (reply?.isDropped === true) throw new TypeError('fetch failed')
    if (reply === undefined) return answer(problem('not_found', 404, `There is no ${call} here.`))
    return answer(reply)
  }
}

function answer({ status = 200, json, text }: Reply): Response {
  if (status === 204) return new Response(null, { status })
  const type = text === undefined ? 'application/json' : 'text/event-stream'
  return new Response(text ?? JSON.stringify(json), { status, headers: { 'content-type': type } })
}

function createSink(isTTY: boolean, sees?: (text: string) => void) {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk)
      sees?.(String(chunk))
      done()
    },
  })
  return { stream: Object.assign(stream, { isTTY, columns: 100 }), text: () => Buffer.concat(chunks).toString() }
}

/** A terminal whose person types the next answer each time that the echo is switched off. */
function createKeyboard(typed: string[]) {
  const keyboard = new PassThrough()
  return Object.assign(keyboard, {
    isTTY: true,
    setRawMode(raw: boolean) {
      if (raw) keyboard.write(typed.shift() ?? '\u0003')
    },
  })
}

/** A terminal whose person answers each question as it is printed, and hangs up when there is nothing left to say. */
function createPerson(answers: string[]) {
  const keyboard = new PassThrough()
  return {
    keyboard: Object.assign(keyboard, { isTTY: true, setRawMode: () => undefined }),
    sees(text: string) {
      if (!text.endsWith(': ')) return
      const answer = answers.shift()
      if (answer === undefined) keyboard.end()
      else keyboard.write(`${answer}\n`)
    },
  }
}
