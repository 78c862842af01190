import { addApprovals } from './approvals.ts'
import { addAudit } from './audit.ts'
import { addCapabilities } from './capabilities.ts'
import { addCompletion } from './completion.ts'
import { addConfig } from './config.ts'
import { addDevices } from './devices.ts'
import { addEvents } from './events.ts'
import { addInfo } from './info.ts'
import { addInstall } from './install.ts'
import { addInstances } from './instances.ts'
import { addJobs } from './jobs.ts'
import { addLogs } from './logs.ts'
import { addMetrics } from './metrics.ts'
import { addOpen } from './open.ts'
import { addOps } from './ops.ts'
import { addPair } from './pair.ts'
import { addPassphrase } from './passphrase.ts'
import type { VerbGroup } from './program.ts'
import { addRedact } from './redact.ts'
import { addServe } from './serve.ts'
import { addService } from './service.ts'
import { addSimulation } from './simulation.ts'
import { addStatus } from './status.ts'
import { addToken } from './token.ts'
import { addVersion } from './version.ts'

/** Every verb there is, in the order of the help. */
export const allVerbs: readonly VerbGroup[] = [
  ['Run:', [addServe, addService, addOpen]],
  ['Look:', [addStatus, addLogs, addMetrics, addEvents, addAudit, addInstances, addInfo, addCapabilities]],
  ['Change:', [addInstall, addConfig, addOps, addApprovals, addJobs]],
  ['Decide who may do what:', [addPair, addDevices, addToken, addPassphrase]],
  ['Tools:', [addRedact, addSimulation, addCompletion, addVersion]],
]
