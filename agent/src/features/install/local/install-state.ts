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
  image: string | null
  startBudgetMs: number
  /** Said before it is made, so that an undo after a crash takes back no more than this job made. */
  made: { home: boolean; stateDir: boolean; prefix: boolean; link: string | null; service: boolean }
  instanceId: string | null
  message: string
}

export const serviceName = 'moltbot'
