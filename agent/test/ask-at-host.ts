import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HostSocketAgent, listenOnHostSocket } from '../src/listen.ts'

/** Sends one request through the host's own socket, as the command line does. */
export async function askAtHost(agent: HostSocketAgent, method: string, path: string, payload?: object) {
  const folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-host-'))
  const socket = await listenOnHostSocket(agent, folder)
  try {
    return await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const headers = payload ? { 'content-type': 'application/json' } : {}
      const asked = request({ socketPath: socket.path, method, path, headers }, (answer) => {
        let body = ''
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }))
      })
      asked.on('error', reject).end(payload ? JSON.stringify(payload) : undefined)
    })
  } finally {
    await socket.close()
    await rm(folder, { recursive: true })
  }
}
