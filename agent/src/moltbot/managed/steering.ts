import type { Accounts, Effects, Owner, ServiceManager, ServiceManagerKind } from '../../host/effects.ts'
import type { Installation } from '../locate/installation.ts'

/** What start, stop and restart of one MoltBot are sent to. Plain data, so that a job can keep it. */
export interface Steering {
  manager: ServiceManagerKind
  /** As its manager knows it: our short name, or the whole name of a unit that was there before us. */
  name: string
  owner: Owner
  startBudgetMs: number
  stopBudgetMs: number
}

export interface SteeringDeps {
  effects: { accounts: Pick<Accounts, 'byUid'>; serviceManagers: Effects['serviceManagers'] }
}

/** Upstream's own: a start may take three minutes on a busy machine, a stop drains for 330 s. */
const adoptedStartMs = 180_000
const adoptedStopMs = 330_000

/** How this MoltBot is steered, or why it cannot be. */
export async function findSteering(
  { effects }: SteeringDeps,
  { managed, service }: Pick<Installation, 'managed' | 'service'>,
): Promise<{ steering: Steering; reason: null } | { steering: null; reason: string }> {
  if (managed) {
    const { name, owner, startBudgetMs, stopBudgetMs } = managed.definition
    return usable(effects, { manager: managed.manager, name, owner, startBudgetMs, stopBudgetMs })
  }
  if (service?.manager !== 'systemd') {
    return {
      steering: null,
      reason: 'It was not installed from here, and no service that this agent can command runs it.',
    }
  }
  const owner = await effects.accounts.byUid(service.ownerUid)
  if (owner === null) return { steering: null, reason: 'The account that its service belongs to is not known.' }
  return usable(effects, {
    manager: service.scope === 'system' ? 'systemd' : 'systemd_user',
    name: service.name.endsWith('.service') ? service.name : `${service.name}.service`,
    owner,
    startBudgetMs: adoptedStartMs,
    stopBudgetMs: adoptedStopMs,
  })
}

/** The manager of that kind; undefined where this host has none. */
export function managerOf({ effects }: SteeringDeps, kind: ServiceManagerKind): ServiceManager | undefined {
  return effects.serviceManagers.find((manager) => manager.kind === kind)
}

async function usable(effects: SteeringDeps['effects'], steering: Steering) {
  const manager = managerOf({ effects }, steering.manager)
  const { available, reason } = (await manager?.available(steering.owner)) ?? {
    available: false,
    reason: `What keeps it running (${steering.manager}) is not on this host.`,
  }
  return available ? { steering, reason: null } : { steering: null, reason }
}
