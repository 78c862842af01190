import { createHash } from 'node:crypto'
import type { Host } from '../../host.ts'
import { createSimulatedHost } from '../simulated-host.ts'

const startAt = Date.UTC(2026, 10, 23, 2, 7, 0)
const steps = [0, 500, 9_500, 30_000, 80_000, 120_000]
const ports = [18_789, 18_989]

/**
 * All that an observer could see of a scenario in its first minutes: the same questions at the same steps of the clock,
 * so two runs must give the same bytes. What did not change since the last step is left out.
 */
export async function transcriptOf(scenario: string, seed: number): Promise<string> {
  const { host, clock } = createSimulatedHost({ scenario, seed, startAt, real: null })
  const lines: string[] = []
  const told = new Map<string, string>()
  for (const step of steps) {
    await clock.advance(step)
    lines.push(`## ${new Date(clock.now()).toISOString()}`)
    for (const [what, value] of await lookAt(host)) {
      if (told.get(what) !== value) lines.push(`${what} ${value}`)
      told.set(what, value)
    }
    for (const port of ports) lines.push(...(await talkTo(host, port, () => clock.advance(1))).map(brief))
  }
  return `${lines.join('\n')}\n`
}

/** The beginning of a long line, and a hash that stands for the rest. */
function brief(line: string): string {
  return line.length <= 300 ? line : `${line.slice(0, 160)}… sha256:${hashOf(line)}`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Everything at one moment: what it is about, and what was found. */
async function lookAt(host: Host): Promise<[string, string][]> {
  const [user] = await host.system.users()
  const home = user?.home ?? '/'
  const homes = (await host.files.list(home)).filter((name) => name.startsWith('.openclaw'))
  const files = await Promise.all(homes.map((name) => filesBelow(host, `${home}/${name}`, user?.uid ?? 0)))
  const probes = ports.flatMap((port) => ['/healthz', '/startupz', '/readyz'].map((path) => probe(host, port, path)))
  const facts: [string, unknown][] = [
    ['facts', await host.system.facts()],
    ['disk', await host.system.diskOf(home)],
    ['services', await host.services.list(user ? [user] : [])],
    ['processes', await host.processes.withNamePrefix('')],
    ['listeners', await host.network.listeners()],
  ]
  const told = facts.map(([what, value]): [string, string] => [what, JSON.stringify(value)])
  return [...told, ...(await Promise.all(probes)), ...files.flat()]
}

async function probe(host: Host, port: number, path: string): Promise<[string, string]> {
  const what = `${port}${path}`
  try {
    const url = `http://127.0.0.1:${port}${path}`
    const { status, body, latencyMs } = await host.network.get(url, { timeoutMs: 1000, maxBytes: 2000 })
    return [what, `${status} ${latencyMs} ms ${brief(body)}`]
  } catch (error) {
    return [what, String(error)]
  }
}

/** Each file with a short hash of what is in it. */
async function filesBelow(host: Host, path: string, ownerUid: number): Promise<[string, string][]> {
  const facts = await host.files.facts(path)
  if (facts?.kind === 'directory') {
    const names = await host.files.list(path)
    return (await Promise.all(names.map((name) => filesBelow(host, `${path}/${name}`, ownerUid)))).flat()
  }
  const text = await host.files.readText(path, { ownerUid, maxBytes: 16_000_000 })
  return [[path, `${facts?.inode} ${facts?.size} ${facts?.modifiedAt} ${hashOf(text ?? '')}`]]
}

/** Connects with the token of the file and asks for the status. */
async function talkTo(host: Host, port: number, pass: () => Promise<void>): Promise<string[]> {
  const url = `ws://127.0.0.1:${port}`
  const socket = await host.network.open(url, { timeoutMs: 1000, maxFrameBytes: 1_000_000 }).catch(() => null)
  if (socket === null) return []
  const heard: string[] = []
  socket.onMessage((text) => heard.push(text))
  socket.onClose((code, reason) => heard.push(JSON.stringify({ closed: code, reason })))
  const path = port === 18_789 ? '/home/robin/.openclaw/openclaw.json' : '/home/robin/.openclaw-work/openclaw.json'
  const config = await host.files.readText(path, { ownerUid: 1000, maxBytes: 100_000 })
  const token = /token: '([^']+)'/.exec(config ?? '')?.[1] ?? ''
  const client = { id: 'gateway-client', version: '0.2.0', platform: 'linux', mode: 'backend' }
  const requests = [
    { method: 'connect', params: { minProtocol: 4, maxProtocol: 4, client, auth: { token } } },
    { method: 'status', params: {} },
    { method: 'channels.status', params: {} },
  ]
  for (const [index, request] of requests.entries()) {
    socket.send(JSON.stringify({ type: 'req', id: String(index), ...request }))
    await pass()
  }
  socket.close()
  await pass()
  return heard
}
