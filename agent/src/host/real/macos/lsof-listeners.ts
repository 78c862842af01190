import type { Listener } from '../../host.ts'

const commandTimeoutMs = 2000

/** Listeners as `lsof -F` tells them, see its manual under OUTPUT FOR OTHER PROGRAMS. Not run on macOS. */
export async function lsofListeners(ports?: number[]): Promise<Listener[]> {
  const selection = ports ? ports.map((port) => `-iTCP:${port}`) : ['-iTCP']
  const command = ['-nP', '-a', '-sTCP:LISTEN', ...selection, '-F', 'pun']
  // Loaded where a program is really run: most starts of the agent run none.
  const { execa } = await import('execa')
  const { stdout } = await execa('lsof', command, { timeout: commandTimeoutMs, reject: false, stdin: 'ignore' })
  return typeof stdout === 'string' ? parseLsof(stdout) : []
}

export function parseLsof(text: string): Listener[] {
  let pid: number | null = null
  let uid = -1
  const found: Listener[] = []
  for (const line of text.split('\n')) {
    const value = line.slice(1)
    if (line.startsWith('p')) pid = Number(value)
    if (line.startsWith('u')) uid = Number(value)
    const [, address, port] = line.startsWith('n') ? (/^(.*):(\d+)$/.exec(value) ?? []) : []
    if (address !== undefined) found.push({ port: Number(port), address: plain(address), uid, pid })
  }
  return found
}

function plain(address: string): string {
  return address === '*' ? '0.0.0.0' : address.replace(/^\[|\]$/g, '')
}
