import type { components } from '@moltbot-ops/api/types'
import type { User } from '../../host/host.ts'

type Schemas = components['schemas']

const lowPercent = 10
const criticalPercent = 3
const gibibyte = 1024 ** 3

/** A disk below 10 % free is worth a look, below 3 % it is about to stop everything. */
export function diskFindings(disks: Schemas['Disk'][], at: string): Schemas['Finding'][] {
  return disks.flatMap((disk) => {
    const percent = disk.total_bytes === 0 ? 100 : (disk.free_bytes / disk.total_bytes) * 100
    if (percent >= lowPercent) return []
    const free = `${(disk.free_bytes / gibibyte).toFixed(1)} GB`
    return [
      {
        id: 'disk_low',
        severity: percent < criticalPercent ? ('critical' as const) : ('warning' as const),
        title: `The disk at ${disk.mount} is nearly full: ${free} free.`,
        detail: `MoltBot stops when it cannot write. ${percent.toFixed(0)} % of the disk is free; below ${lowPercent} % is worth a look.`,
        evidence: [
          {
            kind: 'host' as const,
            statement: `${free} of ${(disk.total_bytes / gibibyte).toFixed(0)} GB free at ${disk.mount}`,
            at,
          },
        ],
      },
    ]
  })
}

/** Says plainly what it means that MoltBot can reach, or once it is installed could reach, what the agent can reach. */
export function separationFinding(agent: Schemas['AgentInfo'], user: User, at: string): Schemas['Finding'][] {
  if (agent.separation === 'own_uid') return []
  return [
    {
      id: 'separation_none',
      severity: 'info',
      title: `A MoltBot that runs as ${user.name} can read this agent's keys.`,
      detail: `The agent runs as ${user.name} too, so approvals at the host ask for the owner passphrase.`,
      evidence: [{ kind: 'host', statement: `The agent runs as ${user.name} (uid ${user.uid}).`, at }],
    },
  ]
}
