import type { Clock } from '../../core/clock.ts'
import { type DiskSpace, type Host, HostError, type ProcessFacts } from '../../host/host.ts'
import { askLive, askStartup, type Probe, probe, type Startup } from '../gateway/probe.ts'
import { type ListenerProof, proveListener, urlOf } from '../gateway/prove-listener.ts'
import { type ConfigReading, createConfigReader } from '../gateway/read-config.ts'
import { defaultPort, type Installation } from '../locate/installation.ts'
import type { Evidence } from '../status/evidence.ts'
import { findOwner, type OwnerFinding, type ProcessName } from './find-owner.ts'

/** What one look at the machine found; the rest of the evidence comes from the RPC session and the log. */
export type Gathered = Pick<
  Evidence,
  | 'installation'
  | 'unreadable'
  | 'config'
  | 'port'
  | 'lock'
  | 'process'
  | 'candidate'
  | 'listener'
  | 'probe'
  | 'live'
  | 'pending'
  | 'disk'
> & { startup: Startup | null }

export interface Gatherer {
  gather(installation: Installation, before: ProcessName | null): Promise<Gathered>
  /** The next look proves the listener anew. */
  forgetListener(): void
  /** Whether the listener of the look is still proven at this moment, in which a secret is about to be sent there. */
  isStillOwned(gathered: Gathered): Promise<boolean>
}

const proofHoldsMs = 15_000
const diskHoldsMs = 60_000

/** Looks at one installation. Cheap in the normal case: a few file facts, one process, one HTTP request. */
export function createGatherer(host: Host, clock: Clock, onSecret: (name: string, value: string) => void): Gatherer {
  const configs = createConfigReader(host, onSecret)
  let proof: { key: string; until: number; value: ListenerProof } | null = null
  let disk: { until: number; value: DiskSpace | null } | null = null
  let version: { key: string; value: Startup } | null = null

  const listenerOf = async (port: number, process: ProcessFacts | null, uid: number): Promise<ListenerProof> => {
    const key = `${port} ${process?.pid} ${process?.startTicks}`
    if (proof?.key === key && proof.value.kind === 'owned' && clock.monotonic() < proof.until) return proof.value
    const value = proveListener(await host.network.listeners([port]), process && { pid: process.pid, uid })
    proof = { key, until: clock.monotonic() + proofHoldsMs, value }
    return value
  }

  const diskOf = async (path: string): Promise<DiskSpace | null> => {
    if (disk && clock.monotonic() < disk.until) return disk.value
    // A disk that cannot be asked is a disk that nothing is known of.
    const value = await host.system.diskOf(path).catch(() => null)
    disk = { until: clock.monotonic() + diskHoldsMs, value }
    return value
  }

  /** The version is asked for once per start, what a start waits for until it is ready. */
  const startupOf = async (
    base: string,
    answer: Probe | null,
    process: ProcessFacts | null,
  ): Promise<Startup | null> => {
    const inside =
      answer?.kind === 'answered' && answer.uptimeMs !== null ? Math.round((clock.now() - answer.uptimeMs) / 10_000) : 0
    const key = `${process?.pid} ${process?.startTicks} ${inside}`
    const isReady = answer?.kind === 'answered' && answer.ready
    if (answer?.kind !== 'answered') return null
    if (isReady && version?.key === key) return version.value
    const value = await askStartup(host.network, base)
    if (value && isReady) version = { key, value }
    return value
  }

  return {
    forgetListener() {
      proof = null
    },
    async isStillOwned({ port, process, installation, listener }) {
      proof = null
      const now = await listenerOf(port, process, installation.ownerUid)
      return now.kind === 'owned' && listener.kind === 'owned' && now.address === listener.address
    },
    async gather(installation, before) {
      const { container } = installation
      const { lock, process, unreadable } = await findOwnerOrNot(host, installation, before)
      const candidate = process === null ? await candidateOf(host, installation) : null
      const config: ConfigReading =
        installation.ownerUid < 0
          ? { kind: 'missing' }
          : await configs.read(lock?.configPath ?? installation.configPath, installation.ownerUid)
      const configured = config.kind === 'read' ? config.config.port : null
      const port = (process && lock?.port) ?? configured ?? installation.portHint ?? lock?.port ?? defaultPort
      const listener = await listenerOf(port, process, installation.ownerUid)
      const mayAsk =
        listener.kind === 'owned' ||
        container?.running === true ||
        (listener.kind === 'unclaimed' && listener.listener.uid === installation.ownerUid)
      const base = urlOf(listener.kind === 'owned' ? listener.address : '127.0.0.1', port)
      // A process that a signal paused answers nobody, and waiting for it would only delay saying so.
      const answer = mayAsk && process?.state !== 'stopped' ? await probe(host.network, base) : null
      if (answer && answer.kind !== 'answered') proof = null
      const startup = await startupOf(base, answer, process)
      const live = answer === null ? null : await livesStill(host, base, answer)
      return {
        installation,
        unreadable,
        config,
        port,
        lock,
        process,
        candidate,
        listener,
        probe: answer,
        live,
        startup,
        pending: startup?.pending ?? null,
        disk: container && installation.ownerUid < 0 ? null : await diskOf(installation.stateDir),
      }
    },
  }
}

/** A version that knows no `/readyz` answers it with a web page; what answers at all lives. */
async function livesStill(host: Host, base: string, answer: Probe): Promise<boolean> {
  if (answer.kind === 'html' || answer.kind === 'garbage') return askLive(host.network, base)
  return answer.kind === 'answered'
}

async function findOwnerOrNot(
  host: Host,
  installation: Installation,
  before: ProcessName | null,
): Promise<OwnerFinding> {
  try {
    return await findOwner(host, installation, before)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { lock: null, process: null, unreadable: error.message }
  }
}

async function candidateOf(host: Host, { candidatePid }: Installation): Promise<ProcessFacts | null> {
  const facts = candidatePid === null ? null : await host.processes.facts(candidatePid)
  return facts?.comm.startsWith('openclaw-gatewa') && facts.state !== 'zombie' ? facts : null
}
