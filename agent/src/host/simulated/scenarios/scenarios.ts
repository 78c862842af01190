import { answersHtml } from './answers-html.ts'
import { crashLoop } from './crash-loop.ts'
import { degraded } from './degraded.ts'
import { diskLow } from './disk-low.ts'
import { dockerReady } from './docker-ready.ts'
import { gatewayDisconnected } from './gateway-disconnected.ts'
import { healthy } from './healthy.ts'
import { installDiskFull } from './install-disk-full.ts'
import { installRegistryDown } from './install-registry-down.ts'
import { invalidConfigEdit } from './invalid-config-edit.ts'
import { killed } from './killed.ts'
import { noisyLogs } from './noisy-logs.ts'
import { notAnswering } from './not-answering.ts'
import { notInstalled } from './not-installed.ts'
import { portTaken } from './port-taken.ts'
import type { Scenario } from './scenario.ts'
import { startingSlow } from './starting-slow.ts'
import { stopped } from './stopped.ts'
import { tokenMismatch } from './token-mismatch.ts'
import { twoInstances } from './two-instances.ts'
import { upgradeObserved } from './upgrade-observed.ts'
import { wedged } from './wedged.ts'

/** Every scenario, in the order in which a list shows them. */
export const scenarios: readonly Scenario[] = [
  healthy,
  notInstalled,
  startingSlow,
  stopped,
  killed,
  degraded,
  wedged,
  notAnswering,
  crashLoop,
  gatewayDisconnected,
  tokenMismatch,
  diskLow,
  invalidConfigEdit,
  noisyLogs,
  twoInstances,
  portTaken,
  answersHtml,
  upgradeObserved,
  dockerReady,
  installRegistryDown,
  installDiskFull,
]
