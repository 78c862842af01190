import { dirname } from 'node:path'
import type { InstallPlace } from './place.ts'

/** What MoltBot finds when this agent starts it: nothing of the agent's own, and no updater or repair of its own. */
export function moltbotEnvironment(
  { home, stateDir, configPath }: Pick<InstallPlace, 'home' | 'stateDir' | 'configPath'>,
  node: string,
) {
  return {
    PATH: `${dirname(node)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    OPENCLAW_STATE_DIR: stateDir,
    OPENCLAW_CONFIG_PATH: configPath,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    OPENCLAW_SERVICE_REPAIR_POLICY: 'external',
    // The process that was started stays the one that runs, so that its manager knows it.
    OPENCLAW_NO_RESPAWN: '1',
    // Bound to loopback, it has nothing to announce on the network.
    OPENCLAW_DISABLE_BONJOUR: '1',
    NO_COLOR: '1',
  }
}
