import { once } from 'node:events'
import type { Client, ClientChannel, PseudoTtyOptions } from 'ssh2'
import type { ProgramResult, SshSession } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { createOutputLines } from './output-lines.ts'
import { createOutputTail } from './output-tail.ts'
import { type Cut, untilCut } from './within.ts'

type Options = Parameters<SshSession['run']>[1]

const defaultOutputBytes = 1024 * 1024

/**
 * Runs a command through the login shell of the remote user. Cut off in the middle, its channel is closed; SSH has no
 * way to end a program whose input is closed already, so it may go on until it writes something.
 */
export async function runCommand(client: Client, command: string, options: Options, cut: Cut): Promise<ProgramResult> {
  const opening = openChannel(client, command, options.terminal === true)
  try {
    const channel = await untilCut(cut, opening)
    return await untilCut(cut, collect(channel, options))
  } catch (error) {
    void opening.then((channel) => channel.close()).catch(() => undefined)
    throw error
  }
}

/** A wide terminal that echoes nothing and knows no colours. */
const terminal: PseudoTtyOptions = { term: 'dumb', cols: 500, rows: 50, modes: { ECHO: 0 } }

function openChannel(client: Client, command: string, onTerminal: boolean): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(command, onTerminal ? { pty: terminal } : {}, (error, channel) => {
      if (error) reject(new HostError('failed', 'The host refused to run a command.', error))
      else resolve(channel)
    })
  })
}

function collect(channel: ClientChannel, { stdin, maxOutputBytes = defaultOutputBytes, onLine }: Options) {
  const streams = { stdout: channel, stderr: channel.stderr }
  const tails = { stdout: createOutputTail(maxOutputBytes), stderr: createOutputTail(maxOutputBytes) }
  for (const name of ['stdout', 'stderr'] as const) {
    const lines = onLine && createOutputLines((line) => onLine(name, line))
    streams[name].on('data', (chunk: Buffer) => {
      tails[name].push(chunk)
      lines?.push(chunk)
    })
    streams[name].once('end', () => lines?.end())
  }
  // A program may end without reading all that it was given.
  channel.on('error', () => undefined)
  channel.end(stdin ?? '')
  return new Promise<ProgramResult>((resolve, reject) => {
    channel.once('close', async (code?: number | null, signal?: string) => {
      if (!channel.stderr.readableEnded) await once(channel.stderr, 'end')
      if (code === undefined) reject(new HostError('failed', 'The host ended a command without saying how it went.'))
      else resolve({ code, signal: signal ?? null, stdout: tails.stdout.text(), stderr: tails.stderr.text() })
    })
  })
}
