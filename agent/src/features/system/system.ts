import { contractVersion, operations, requestFields } from '@moltbot-ops/api/operations'
import type { components } from '@moltbot-ops/api/types'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Feature } from '../../core/handler.ts'
import { hold } from '../../core/hold.ts'
import type { Host } from '../../host/host.ts'
import { diskFindings, separationFinding } from './host-findings.ts'

type Schemas = components['schemas']

export interface SystemDeps {
  host: Host
  clock: Clock
  agentId: string
  agentVersion: string
  secretStore: 'keychain' | 'file' | 'simulated'
  separation(): 'own_uid' | 'none'
  /** The file systems that matter. */
  disks(): Promise<Schemas['Disk'][]>
  /** What else is worth a person's attention on this host. */
  findings(): Schemas['Finding'][]
  scenario(): string | null
  /** operationIds that are built. */
  built(): string[]
  /** What an alert rule can watch. */
  alertConditions(): Schemas['AlertConditionInfo'][]
  health(): Schemas['Health']
}

export type SystemOperations = 'getHealth' | 'getSystemInfo' | 'getCapabilities'

/** The agent and its host. */
export function createSystem(deps: SystemDeps): Feature<SystemOperations> {
  const { host, clock } = deps
  const startedAt = clock.now()
  const startedMonotonic = clock.monotonic()

  function agentInfo(): Schemas['AgentInfo'] {
    return {
      id: deps.agentId,
      version: deps.agentVersion,
      contract_version: contractVersion,
      started_at: isoTime(startedAt),
      uptime_seconds: Math.floor((clock.monotonic() - startedMonotonic) / 1000),
      secret_store: deps.secretStore,
      mode: host.kind,
      separation: deps.separation(),
      scenario: deps.scenario(),
    }
  }

  async function read(): Promise<Schemas['SystemInfo']> {
    const facts = await host.system.facts()
    const all = await deps.disks()
    const fullest = all.toSorted((a, b) => a.free_bytes - b.free_bytes)[0]
    const observedAt = isoTime(clock.now())
    const agent = agentInfo()
    return {
      os: facts.os,
      os_version: facts.osVersion,
      arch: facts.arch,
      cpu_cores: facts.cpuCores,
      memory_bytes: facts.memoryBytes,
      disk_free_bytes: fullest?.free_bytes ?? 0,
      hostname: facts.hostname,
      memory_available_bytes: facts.memoryAvailableBytes,
      load_1m: facts.load1m,
      disks: all,
      agent,
      findings: [
        ...diskFindings(all, observedAt),
        ...separationFinding(agent, facts.agentUser, observedAt),
        ...deps.findings(),
      ],
      observed_at: observedAt,
    }
  }

  return {
    getHealth: async () => deps.health(),
    // The machine is read at most once a second, however many ask.
    getSystemInfo: hold(clock, 1000, read),
    async getCapabilities() {
      return {
        contract_version: contractVersion,
        agent_version: deps.agentVersion,
        operations: deps
          .built()
          .filter((id) => id in operations)
          .sort(),
        request_fields: requestFields,
        limits: { body_bytes: 1048576, event_queue_bytes: 262144, event_streams: 256 },
        simulated: host.kind === 'simulated',
        alert_conditions: deps.alertConditions(),
      }
    },
  }
}
