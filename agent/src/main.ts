import { rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { createRedactor, type Redactor } from '@moltbot-ops/redact'
import type { Agent } from './agent.ts'
import { writeFileAtomically } from './core/atomic-file.ts'
import { createRealClock } from './core/clock.real.ts'
import { type Clock, isoTime } from './core/clock.ts'
import { DamagedKeysError } from './core/damaged-keys-error.ts'
import type { AgentKeys } from './core/keys.ts'
import { createRedactedLog } from './core/log.redacted.ts'
import type { Log } from './core/log.ts'
import type { OwnProduct } from './core/own-product.ts'
import { shellWord } from './core/shell-word.ts'
import { openStateDir, type StateDir, StateDirError } from './core/state-dir.ts'
import { agentVersion } from './core/version.ts'
import type { SimulationControl } from './features/simulation/simulation.ts'
import { createHealth } from './features/system/health.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { type Host, HostError } from './host/host.ts'
import type { OpenEffects } from './host/real/effects/open-real-effects.ts'
import type { ProductSource } from './host/real/product/own-product.ts'
import { createEntrance, type Entrance } from './http/entrance.ts'
import type { Limits } from './http/http.ts'
import { createOriginGuard } from './http/origin-guard.ts'
import { listenOnHostSocket, listenOnLoopback, PortTakenError } from './listen.ts'

export interface ServeOptions {
  /** Default 7337; 0 takes any free one. */
  port?: number
  stateDir?: string
  /** Where MoltBot's state is, when it is not in a usual place. */
  moltbotHome?: string
  /** Scenario of the simulated host; without it the agent observes the real one. */
  simulate?: string
  seed?: number
  /** What a person types to run the command line here, for hints that are printed; `moltbot-ops` without it. */
  startedAs?: string
  /** Folder of the built console. */
  consoleDir?: string
  /** Where the files of this program come from, for putting it on another host. */
  product?: ProductSource
}

export const defaultPort = 7337
const stopWithinMs = 5000
const loadsTheRestAfterMs = 500

/** Where an agent keeps its state when nobody names a place. A simulated agent has a place of its own inside it. */
export function defaultStateDir(simulated: boolean, env: NodeJS.ProcessEnv = process.env): string {
  const isRoot = process.getuid?.() === 0
  // The base directory specification says that a relative path is to be ignored.
  const named = env.XDG_STATE_HOME !== undefined && isAbsolute(env.XDG_STATE_HOME) ? env.XDG_STATE_HOME : null
  const base = isRoot ? '/var/lib/moltbot-ops' : join(named ?? join(homedir(), '.local/state'), 'moltbot-ops')
  return simulated ? join(base, 'simulated') : base
}

/** Lets who has come to the entrance in and be heard, between two pieces of work that let nobody. */
async function hear(): Promise<void> {
  await turn()
  await turn()
}

interface Machine extends OpenEffects {
  host: Host
  clock: Clock
  simulation: SimulationControl | null
}

async function openMachine(options: ServeOptions, stateDir: string, log: Log): Promise<Machine> {
  const clock = createRealClock()
  if (options.simulate === undefined) {
    const { createRealHost } = await import('./host/real/create-real-host.ts')
    await hear()
    const host = await createRealHost({ clock, stateDir, environment: process.env })
    const { openRealEffects } = await import('./host/real/effects/open-real-effects.ts')
    const { createRealIds } = await import('./core/ids.real.ts')
    const open = await openRealEffects({
      ...{ host, clock, log, stateDir },
      ids: createRealIds(),
      random: Math.random,
      environment: process.env,
    })
    return { ...open, host, clock, simulation: null }
  }
  const { createSimulatedHost } = await import('./host/simulated/simulated-host.ts')
  await hear()
  const simulated = createSimulatedHost({
    scenario: options.simulate,
    seed: options.seed ?? 1,
    startAt: clock.now(),
    real: clock,
  })
  const { host, effects, clock: simulatedClock, control } = simulated
  return {
    host,
    effects,
    clock: simulatedClock,
    simulation: control,
    resume: async () => undefined,
    close: () => undefined,
  }
}

/**
 * Runs the agent until it is told to stop (TERM, INT, HUP) and returns the exit code: 0 stopped, 1 could not start or broke.
 * The only place with the real clock, randomness and environment.
 */
export async function runAgent(options: ServeOptions): Promise<number> {
  // What the agent writes is for its own user alone, also if the state directory is ever opened up.
  process.umask(0o077)
  const redactor = createRedactor()
  const simulated = options.simulate !== undefined
  const path = resolve(options.stateDir ?? defaultStateDir(simulated))
  const log = createRedactedLog(createRealClock(), redactor, (line) => void process.stderr.write(line))
  const say = (line: string) => void process.stdout.write(`${redactor.text(line)}\n`)
  const program = options.startedAs ?? 'moltbot-ops'
  let state: StateDir | undefined
  try {
    state = await openStateDir(path, simulated ? 'simulated' : 'real', createRealClock(), program)
    for (const notice of state.notices) log.warn(notice)
    // Much has to be loaded and looked at before anything can be answered but that the agent lives, which is said at once.
    const entrance = createEntrance({
      guardOrigin: createOriginGuard('http', new Set()),
      health: createHealth(createRealClock()),
    })
    // From here on a signal ends the agent in order, also in the middle of its start.
    const stopped = untilStopped(log)
    const { port, close } = await listenOnLoopback(entrance.answer, options.port ?? defaultPort)
    try {
      await hear()
      await import('./agent.ts')
      await hear()
      const machine = await openMachine(options, path, log)
      await hear()
      return await serve(options, { machine, state, redactor, log, say, port, entrance, stopped })
    } finally {
      await close()
    }
  } catch (error) {
    if (isForPeople(error)) process.stderr.write(`${redactor.text(error.message)}\n`)
    else log.error('The agent could not start.', { error })
    return 1
  } finally {
    await state?.release()
  }
}

interface Serving {
  machine: Machine
  state: StateDir
  redactor: Redactor
  log: Log
  say(line: string): void
  /** Where the entrance is. */
  port: number
  entrance: Entrance
  /** The exit code, once the agent is to end. */
  stopped: Promise<number>
}

async function serve(options: ServeOptions, serving: Serving): Promise<number> {
  const { machine, state, redactor, log, say, port, entrance, stopped } = serving
  const { host, clock } = machine
  const { createAgent } = await import('./agent.ts')
  const { loadKeys } = await import('./core/keys.ts')
  const { createRealIds, createSeededIds } = await import('./core/ids.real.ts')
  const { createFileSecrets } = await import('./host/real/secrets/file-secrets.ts')
  // A simulated host forgets its secrets with the process; sessions shall survive a restart of the agent there too.
  const secrets = host.kind === 'simulated' ? createFileSecrets(join(state.path, 'keys')) : host.secrets
  const starts = await countStart(state)
  const ids = machine.simulation === null ? createRealIds() : createSeededIds(options.seed ?? 1, starts)
  const sessionClock = createRealClock()
  const keys = await loadKeys({ secrets, ids, clock: sessionClock })
  await hear()
  const agent = await createAgent({
    host,
    effects: machine.effects,
    clock,
    sessionClock,
    ids,
    random: Math.random,
    database: state.database,
    keys,
    secretStore: host.secrets.kind,
    redactor,
    log,
    stateDir: state.path,
    auditDir: join(state.path, 'audit'),
    configDir: state.path,
    moltbotHome: options.moltbotHome === undefined ? null : resolve(options.moltbotHome),
    consoleDir: options.consoleDir ?? null,
    ownProduct: await ownProduct(options, machine),
    limits: limitsFrom(process.env),
    strictAnswers: process.env.NODE_ENV !== 'production' && process.env.MOLTBOT_OPS_STRICT === '1',
    simulation: machine.simulation,
    origin: () => `http://127.0.0.1:${port}`,
  })
  await machine.resume()
  await agent.start()
  const socket = await listenOnHostSocket(agent, state.path)
  const agentFile = join(state.path, 'agent.json')
  await writeAgentFile(agentFile, { port, socket: socket.path, keys, clock })
  // Last, so that whoever is answered finds the agent by every other way too.
  entrance.handOver(agent.answer)
  await greet(agent, machine, { port, stateDir: state.path, program: options.startedAs ?? 'moltbot-ops' }, say)
  // What the start left for later is loaded now, so that nobody waits for it and a fault in it is found today.
  sessionClock.after(loadsTheRestAfterMs, () => void agent.app().then(giveBackMemory))
  const code = await stopped
  await rm(agentFile, { force: true })
  machine.close()
  await Promise.all([socket.close(), agent.stop()])
  return code
}

/** What this agent can put on another host: itself, or something that stands for it where the hosts are simulated. */
async function ownProduct({ product }: ServeOptions, { host }: Machine): Promise<OwnProduct> {
  if (host.kind === 'simulated') {
    return (await import('./host/simulated/simulated-product.ts')).createSimulatedProduct(agentVersion)
  }
  // Without a folder it is nobody's release, and says so when it is asked for.
  const source = product ?? { kind: 'release', folder: '' }
  const [{ createOwnProduct }, { createLocateRuntime }, { createFindProgram }] = await Promise.all([
    import('./host/real/product/own-product.ts'),
    import('./host/real/effects/packages/locate-runtime.ts'),
    import('./host/real/effects/programs/find-program.ts'),
  ])
  const node = process.execPath
  const runtime = createLocateRuntime({ node, find: createFindProgram(process.env.PATH) })
  return createOwnProduct({ source, version: agentVersion, node, npm: async () => (await runtime())?.npm ?? null })
}

/** Refusals whose message is the whole story; anything else goes to the log with its cause. */
function isForPeople(error: unknown): error is Error {
  return [StateDirError, PortTakenError, HostError, DamagedKeysError].some((kind) => error instanceof kind)
}

/** Counts starts on this state directory, so that seeded identifiers do not repeat. */
async function countStart({ database }: StateDir): Promise<number> {
  const row = await database.selectFrom('settings').select('value').where('key', '=', 'starts').executeTakeFirst()
  const starts = Number(row?.value ?? 0) + 1
  await database
    .insertInto('settings')
    .values({ key: 'starts', value: String(starts) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: String(starts) }))
    .execute()
  return starts
}

/** What the command line reads to find the running agent. */
function writeAgentFile(
  path: string,
  { port, socket, keys, clock }: { port: number; socket: string; keys: AgentKeys; clock: Clock },
): Promise<void> {
  const content = {
    pid: process.pid,
    address: `http://127.0.0.1:${port}`,
    socket,
    agent_id: keys.agentId,
    version: agentVersion,
    started_at: isoTime(clock.now()),
  }
  return writeFileAtomically(path, `${JSON.stringify(content, null, 2)}\n`)
}

/** The link goes only to a terminal: elsewhere it would lie in somebody's log. */
async function greet(
  agent: Agent,
  machine: Machine,
  { port, stateDir, program }: { port: number; stateDir: string; program: string },
  say: (line: string) => void,
): Promise<void> {
  // Without it the command line finds the agent of the usual place.
  const place = stateDir === defaultStateDir(false) ? '' : ` --state-dir ${shellWord(stateDir)}`
  say(`MoltBot Ops ${agentVersion} listens on http://127.0.0.1:${port}`)
  const simulation = machine.simulation?.read()
  if (simulation) say(`Simulated host, scenario ${simulation.scenario}. Nothing here is real.`)
  const link = process.stdout.isTTY ? await agent.createLink() : null
  if (link === null) say(`Open the console: ${program} open${place}`)
  else process.stdout.write(`Open the console (one use, 10 minutes): ${link}\n`)
  if (link !== null && place !== '') say(`On the command line: ${program} status${place}`)
}

/** Requests per second are bounded for everybody; a benchmark may raise the bound. */
function limitsFrom(env: NodeJS.ProcessEnv): Limits {
  const perSecond = Number(env.MOLTBOT_OPS_REQUESTS_PER_SECOND) || 50
  return { public: { perSecond, burst: perSecond * 4 }, subject: { perSecond, burst: perSecond * 6 } }
}

/** Resolves with the exit code when a signal comes or something breaks that nobody caught. */
function untilStopped(log: Log): Promise<number> {
  return new Promise((done) => {
    const stop = (code: number) => {
      // If something does not end in time, the process ends anyway: nothing that is kept is lost by that.
      setTimeout(() => process.exit(code), stopWithinMs - 500).unref()
      done(code)
    }
    process.once('SIGTERM', () => stop(0))
    process.once('SIGINT', () => stop(0))
    // A terminal that closes may say it twice. Whether it was to be ignored, as nohup asks for, Node does not keep.
    process.on('SIGHUP', () => stop(0))
    const broke = (error: unknown) => {
      log.error('Something broke that nobody caught; the agent stops.', { error })
      stop(1)
    }
    // Every time, not once: the next one would be printed by Node as it is, secrets and all.
    process.on('uncaughtException', broke)
    process.on('unhandledRejection', broke)
  })
}
