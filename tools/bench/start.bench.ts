import { execFileSync } from 'node:child_process'
import { freePort } from '../real/free-port.ts'
import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'
import { packedAgent, type ReadyWhen } from './packed-agent.ts'
import { residentMegabytes, type ServerProcess, startServer } from './server-process.ts'

/** Plain JavaScript given on the command line: the rival does not pay for types or for a file. */
const rawProgram = `
  const body = '{"status":"ok"}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  require('node:http')
    .createServer((request, response) => response.writeHead(200, headers).end(body))
    .listen(process.env.PORT, '127.0.0.1')`

const wholeName = 'MoltBot Ops to the first answer that needs all of it'
const usedName = 'MoltBot Ops after its console and API were used'

export async function prepareStart(_plan: BenchPlan): Promise<PreparedBench> {
  const packed = await packedAgent()
  const startRaw = async () => {
    const port = await freePort()
    const env = { PORT: String(port) }
    return startServer({ name: 'raw node:http', args: ['-e', rawProgram], env, port, probe: '/health' })
  }
  // The first start makes the database and fills the compile cache, as the first start on a user's machine does.
  const stateDir = packed.newStateDir()
  const start = (readyWhen: ReadyWhen) => packed.start(stateDir, { readyWhen })
  const first = await start('all of it is there')
  await first.stop()

  const timed = (name: string, start: () => Promise<ServerProcess>): Candidate => ({
    name,
    async measure() {
      const server = await start()
      await server.stop()
      return server.startedInMs
    },
  })
  const bareNode: Candidate = { name: 'bare Node', measure: async () => elapsedMs(() => run(['-e', '0'])) }
  // All stay up during the whole series, so that what start-up left behind is collected in each.
  const [ours, used, raw] = [
    await packed.start(packed.newStateDir()),
    await packed.start(packed.newStateDir()),
    await startRaw(),
  ]
  await useEverything(used)
  const resident = (server: ServerProcess, name = server.name): Candidate => ({
    name,
    measure: async () => residentMegabytes(server.pid),
  })
  return {
    series: [
      {
        name: 'start to the first /health',
        unit: 'ms',
        includes: 'spawn, load, listen and the first answer; bare Node: spawn to exit',
        candidates: [
          timed(ours.name, () => start('it lives')),
          timed(wholeName, () => start('all of it is there')),
          timed(raw.name, startRaw),
          bareNode,
        ],
        gates: [
          { candidate: ours.name, rival: bareNode.name, bound: 'at most', ratio: 4 },
          { candidate: ours.name, rival: raw.name, bound: 'at most', ratio: 2 },
        ],
      },
      {
        name: 'resident memory when idle',
        unit: 'MB',
        includes: 'the whole process, after the start series has run beside it',
        candidates: [resident(ours), resident(used, usedName), resident(raw)],
        gates: [
          { candidate: ours.name, rival: raw.name, bound: 'at most', ratio: 1.6, hope: 1.5 },
          { candidate: usedName, rival: raw.name, bound: 'at most', ratio: 1.6 },
        ],
      },
    ],
    floor: { name: 'node -e 0', unit: 'ms', measure: async () => elapsedMs(() => run(['-e', '0'])) },
    notes: () => [
      'the agent says that it lives before its parts are loaded and MoltBot was looked at; what needs them waits, and is shown by itself',
      'the agent runs as packed, with a warm compile cache and a database that exists, on the simulated host',
    ],
    async dispose() {
      for (const server of [ours, used, raw]) await server.stop()
      packed.dispose()
    },
  }
}

/** A page of the console and reads of the API, so that nothing of the agent waits to be loaded any more. */
async function useEverything({ url }: ServerProcess): Promise<void> {
  for (const [path, status] of [
    ['/console/', 200],
    ['/system/info', 401],
  ]) {
    for (let times = 0; times < 100; times++) {
      const response = await fetch(`${url}${path}`)
      await response.arrayBuffer()
      if (response.status !== status) throw new Error(`${url}${path} answered ${response.status}`)
    }
  }
}

function run(args: string[]): void {
  execFileSync(process.execPath, args)
}

function elapsedMs(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
