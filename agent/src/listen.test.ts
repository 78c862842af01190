import { once } from 'node:events'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listenOnHostSocket, listenOnLoopback, PortTakenError, whyNotOn } from './listen.ts'

const answer = (_request: IncomingMessage, response: ServerResponse) => void response.end('heard')
const hello = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n'

// Only Linux has all of 127.0.0.0/8 without being told.
test.skipIf(process.platform !== 'linux')('who comes from another loopback address is not heard', async () => {
  const { port, close } = await listenOnLoopback(answer, 0)
  onTestFinished(close)
  const answerTo = async (localAddress: string) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('error', () => undefined)
    socket.write(hello)
    await once(socket, 'close')
    return text
  }
  expect(await answerTo('127.0.0.1')).toContain('heard')
  expect(await answerTo('127.0.0.2')).toBe('')
})

test('where the state directory is too deep, the socket lies in a private folder that nobody can foresee', async () => {
  const root = await mkdtemp(join(tmpdir(), 'listen-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const deep = join(root, 'd'.repeat(100))
  await mkdir(deep)
  const agent = { answer, markHostSocket: () => undefined }
  const [one, two] = [await listenOnHostSocket(agent, deep), await listenOnHostSocket(agent, deep)]
  expect(one.path).not.toBe(two.path)
  expect((await stat(dirname(one.path))).mode & 0o777).toBe(0o700)
  expect((await stat(one.path)).mode & 0o777).toBe(0o600)
  await one.close()
  await two.close()
  await expect(stat(dirname(one.path))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a port that is taken is told apart from a fault, with what to do', async () => {
  const { port, close } = await listenOnLoopback(answer, 0)
  onTestFinished(close)
  await expect(listenOnLoopback(answer, port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken by another program.`)
})

test('a port that this user may not have is told apart from a fault, with what to do', () => {
  const refused = Object.assign(new Error('listen EACCES'), { code: 'EACCES' })
  expect(whyNotOn(80, refused)).toBeInstanceOf(PortTakenError)
  expect(String(whyNotOn(80, refused))).toContain('Choose one above 1023 with --port.')
  const fault = new Error('out of memory')
  expect(whyNotOn(80, fault)).toBe(fault)
})
