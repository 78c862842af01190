import { request } from 'node:http'

/** One request at one of the agent's doors. */
export interface Knock {
  /** A port of loopback, or the path of the host's socket. */
  door: number | string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: object
  headers?: Record<string, string>
}

export interface Outcome {
  /** Of HTTP, or the exit code of a command; 0 where nobody was reached. */
  status: number
  /** The agent's code for a refusal, or the system's; empty when nothing was refused. */
  code: string
  body: Record<string, unknown>
}

/** Imports nothing but Node, so that it also runs as a file of its own under another account. */
export function knock({ door, method, path, body, headers = {} }: Knock): Promise<Outcome> {
  return new Promise((resolve) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const ask = request(
      {
        ...(typeof door === 'number' ? { host: '127.0.0.1', port: door } : { socketPath: door }),
        ...{ method, path, agent: false, timeout: 20_000 },
        headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      },
      (answer) => {
        let received = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => {
          received += part
        })
        answer.on('end', () => {
          const isJson = answer.headers['content-type']?.startsWith('application/json') === true
          const json: Record<string, unknown> = isJson ? JSON.parse(received) : {}
          resolve({ status: answer.statusCode ?? 0, code: String(json.code ?? ''), body: json })
        })
      },
    )
    ask.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ status: 0, code: error.code ?? error.message, body: {} }),
    )
    ask.on('timeout', () => ask.destroy(new Error('timeout')))
    ask.end(text)
  })
}
