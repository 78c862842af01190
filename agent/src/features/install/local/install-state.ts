import type { Consent } from '../../../core/consent.ts'
import type { ServiceManagerKind } from '../../../host/effects.ts'
import type { InstallPlace } from './place.ts'

/** What the job keeps between its steps and across a crash: where it writes, and what it has made so far. No secret. */
export interface InstallState extends Record<string, unknown> {
  method: 'npm' | 'docker'
  manager: ServiceManagerKind
  /** Its owner is known once the account exists. */
  place: InstallPlace
  port: number
  version: string
  nodePackage: string | null
  /** Hashes of what the plan resolved the package and its Node to; null for a container. */
  locks: { program: string; node: string } | null
  image: string | null
  startBudgetMs: number
  /** Whether `moltbot-ops service install` works on this host. */
  agentCanBeService: boolean
  /** Who approved it and why, for the history of what it writes. */
  approval: Pick<Consent, 'approvedBy' | 'reason'> & { auditEventId: string }
  made: Made
  instanceId: string | null
  message: string
}

/** Each is said before it is made, so that an undo after a crash takes back no more than this job made. */
export interface Made {
  /** The folder of root's above home and generations. */
  root: boolean
  account: boolean
  generations: boolean
  prefix: boolean
  /** The link to the generation that runs, and where it led before; null where it was not there. */
  link: { path: string; before: string | null } | null
  image: boolean
  stateDir: boolean
  /** The file in it, which goes alone where the folder was there before. Missing in what an earlier version kept. */
  config?: boolean
  service: boolean
}

export const nothingMade: Made = {
  root: false,
  account: false,
  generations: false,
  prefix: false,
  link: null,
  image: false,
  stateDir: false,
  config: false,
  service: false,
}

export const serviceName = 'moltbot'
