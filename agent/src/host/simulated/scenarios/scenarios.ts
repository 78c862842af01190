import { crashLoop } from './crash-loop.ts'
import { healthy } from './healthy.ts'
import { notInstalled } from './not-installed.ts'
import type { Scenario } from './scenario.ts'
import { stopped } from './stopped.ts'

/** Every scenario, in the order in which a list shows them. */
export const scenarios: readonly Scenario[] = [healthy, notInstalled, stopped, crashLoop]
