import type { Clock } from '../../core/clock.ts'
import { Problem } from '../../core/problem.ts'
import type { Host, JournalUnit } from '../../host/host.ts'
import type { ConfigReading } from '../../moltbot/gateway/read-config.ts'
import type { Installation } from '../../moltbot/locate/installation.ts'
import { createJournaldSource } from './managers/journald-source.ts'
import { tolerant } from './read/tolerant.ts'
import { createFileSource } from './source/file-source.ts'
import type { LogSource } from './source/log-source.ts'

/** What of a MoltBot decides where its lines are, as it was last seen. */
export interface LoggedInstance {
  installation: Pick<Installation, 'ownerUid' | 'profile' | 'stateDir' | 'managed' | 'service'>
  look: { evidence: { config: ConfigReading } } | null
}

export interface InstanceSourcesDeps {
  host: Pick<Host, 'files' | 'logs' | 'journal'>
  clock: Clock
  /** @throws Problem not_found, not_installed */
  chosen(instanceId: string): LoggedInstance
}

interface Known {
  /** Names everything that decides where the lines are. */
  stamp: string
  sources: readonly LogSource[]
  /** `logging.file` of its configuration when that could last be read; null where it names none. */
  logFile: string | null
}

const mostKnown = 64

/** The sources of each instance, made once and again when its lines come from elsewhere. None for one that is gone. */
export function createInstanceSources(deps: InstanceSourcesDeps): (instanceId: string) => readonly LogSource[] {
  const known = new Map<string, Known>()

  /** Brings what is known of an instance up to what was last seen of it. */
  function look(instanceId: string): { known: Known | null; found: LoggedInstance | null } {
    const before = known.get(instanceId) ?? null
    const found = find(deps, instanceId)
    const config = found?.look?.evidence.config
    // A file that is being written, or is broken, does not move the log.
    if (before !== null && config?.kind === 'read' && config.config.parseError === null) {
      before.logFile = config.config.logFile
    }
    return { known: before, found }
  }

  return (instanceId) => {
    const { known: before, found } = look(instanceId)
    if (found === null) {
      known.delete(instanceId)
      return []
    }
    const { installation } = found
    const { ownerUid, profile, stateDir, managed } = installation
    const unit = unitOf(installation)
    const stamp = JSON.stringify([ownerUid, profile, stateDir, managed?.manager ?? null, unit])
    if (before?.stamp === stamp) return before.sources
    const logFile = () => look(instanceId).known?.logFile ?? null
    const sources = makeSources(installation, logFile, deps).map(tolerant)
    const made: Known = { stamp, logFile: null, sources }
    known.set(instanceId, made)
    look(instanceId)
    const [oldest] = known.keys()
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
    return made.sources
  }
}

function find({ chosen }: InstanceSourcesDeps, instanceId: string): LoggedInstance | null {
  try {
    return chosen(instanceId)
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

function makeSources(
  installation: LoggedInstance['installation'],
  logFile: () => string | null,
  { host, clock }: InstanceSourcesDeps,
): LogSource[] {
  const files = { files: host.files, logFiles: host.logs, clock, installation }
  const file = createFileSource({ ...files, logFile })
  const unit = unitOf(installation)
  if (unit !== null) return [file, createJournaldSource({ journal: host.journal, unit, clock })]
  if (installation.managed?.manager !== 'supervised') return [file]
  const capture = createFileSource({ ...files, logFile: () => `${installation.stateDir}/logs/service.log` })
  return [file, { ...capture, id: 'supervisor', kind: 'supervisor', title: 'What MoltBot printed' }]
}

/** The unit of systemd that runs it; null where another manager does, or none. */
function unitOf({ managed, service }: LoggedInstance['installation']): JournalUnit | null {
  if (managed?.manager === 'systemd' || managed?.manager === 'systemd_user') {
    const { name, owner } = managed.definition
    // As it names the units that it writes.
    const title = name === 'moltbot' ? name : `moltbot-${name}`
    const scope = managed.manager === 'systemd' ? 'system' : 'user'
    return { name: unitName(name.endsWith('.service') ? name : title), scope, ownerUid: owner.uid }
  }
  if (service?.manager !== 'systemd') return null
  return { name: unitName(service.name), scope: service.scope, ownerUid: service.ownerUid }
}

function unitName(name: string): string {
  return name.endsWith('.service') ? name : `${name}.service`
}
