import { type Host, HostError, type TextSocket } from '../host.ts'

export type ConfigEdit = 'good' | 'unknown_key' | 'broken' | 'other_token'

/** A machine with one gateway that the conformance suite may start, stop and spoil. */
export interface Subject {
  host: Host
  ownerUid: number
  stateDir: string
  configPath: string
  logFile: string
  port: number
  version: string
  /** The gateway's token, and the one that `other_token` writes. */
  token: string
  otherToken: string
  /** A symlink, and a file of somebody else, for the rules of `Files`; null where none can be made. */
  symlink: string
  foreignFile: string | null
  /** Lets this much time pass on that machine. */
  wait(milliseconds: number): Promise<void>
  /** Begins a start and returns at once. */
  start(): Promise<void>
  terminate(): Promise<void>
  kill(): Promise<void>
  /** Exit code of the last process, null for a signal; undefined while it runs. */
  exitCode(): number | null | undefined
  editConfig(edit: ConfigEdit): Promise<void>
  dispose(): Promise<void>
}

/** Waits until `look` gives something; `what` is named when it does not within two minutes of that machine. */
export async function until<Value>(
  subject: Subject,
  what: string,
  look: () => Value | null | undefined | Promise<Value | null | undefined>,
): Promise<Value> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    await subject.wait(50)
  }
  throw new Error(`${what} did not happen within two minutes`)
}

export interface Answer {
  status: number
  contentType: string
  body: string
  json: unknown
}

/** No answer: nobody listens, or who does is too busy, as right after a start. */
export type Silence = 'refused' | 'silent'

export async function get(subject: Subject, path: string): Promise<Answer | Silence> {
  const url = `http://127.0.0.1:${subject.port}${path}`
  try {
    const { status, contentType, body } = await subject.host.network.get(url, { timeoutMs: 20_000, maxBytes: 400_000 })
    return { status, contentType, body, json: contentType.includes('json') ? JSON.parse(body) : undefined }
  } catch (error) {
    if (error instanceof HostError && error.reason === 'timeout') return 'silent'
    if (error instanceof HostError && /ECONNREFUSED|ECONNRESET/.test(error.message)) return 'refused'
    throw error
  }
}

export type Frame = Record<string, unknown>

/** One web socket with all that came over it. */
export interface Conversation {
  frames: Frame[]
  closed: { code: number; reason: string } | null
  send(text: string): void
  request(method: string, params: Frame): Promise<Frame>
  close(): void
}

/** The answer of a gateway that must be there. */
export async function heard(subject: Subject, path: string): Promise<Answer> {
  const answer = await get(subject, path)
  if (typeof answer === 'string') throw new Error(`${path} was ${answer}`)
  return answer
}

export async function converse(subject: Subject): Promise<Conversation> {
  const socket: TextSocket = await subject.host.network.open(`ws://127.0.0.1:${subject.port}`, {
    timeoutMs: 20_000,
    maxFrameBytes: 8_000_000,
  })
  let id = 0
  const conversation: Conversation = {
    frames: [],
    closed: null,
    send: (text) => socket.send(text),
    async request(method, params) {
      id += 1
      const mine = String(id)
      socket.send(JSON.stringify({ type: 'req', id: mine, method, params }))
      return until(subject, `the answer to ${method}`, () => {
        const answer = conversation.frames.find((frame) => frame.type === 'res' && frame.id === mine)
        return answer ?? (conversation.closed && { closed: conversation.closed })
      })
    },
    close: () => socket.close(),
  }
  socket.onMessage((text) => conversation.frames.push(JSON.parse(text)))
  socket.onClose((code, reason) => {
    conversation.closed = { code, reason }
  })
  await until(subject, 'the challenge', () => conversation.frames.find((frame) => frame.event === 'connect.challenge'))
  return conversation
}

/** Parameters of `connect` as the agent sends them. */
export function connectParams(token: string | null, changes: Frame = {}): Frame {
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'gateway-client', version: '0.2.0', platform: 'linux', mode: 'backend' },
    role: 'operator',
    scopes: ['operator.read'],
    caps: [],
    commands: [],
    permissions: {},
    ...(token === null ? {} : { auth: { token } }),
    ...changes,
  }
}

/** A conversation that has got its hello. */
export async function connected(subject: Subject, token = subject.token): Promise<Conversation & { hello: Frame }> {
  const conversation = await converse(subject)
  const hello = await conversation.request('connect', connectParams(token))
  return Object.assign(conversation, { hello })
}
