import type { components } from '@moltbot-ops/api/types'
import type { ContainerFacts, ServiceFacts } from '../../host/host.ts'
import type { ManagedService } from '../managed/managed-services.ts'

export type FoundBy = components['schemas']['Instance']['found_by'][number]
export type Product = components['schemas']['Instance']['product']

/** A MoltBot on this host, running or not. */
export interface Installation {
  /** Canonical state directory, or `docker:<container name>`: the same after a restart of anything. */
  identity: string
  product: Product
  /** The name behind `~/.openclaw-`; null for the plain one. */
  profile: string | null
  stateDir: string
  /** Where the config is or would be. */
  configPath: string
  /** Owner of the state directory: everything of this installation is read with that user's rights. */
  ownerUid: number
  foundBy: FoundBy[]
  /** A port named by a service, a container or a process, for when config and lock name none. */
  portHint: number | null
  service: ServiceFacts | null
  container: ContainerFacts | null
  /** How this agent keeps it running; null for one that it did not install. */
  managed: ManagedService | null
  /** A process that is about to be the gateway of this installation, by its name and environment: a hint, never a proof. */
  candidatePid: number | null
}

export const defaultPort = 18_789
export const configNames = ['openclaw.json', 'moltbot.json', 'clawdbot.json'] as const
