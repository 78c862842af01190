import type { Host } from '../../host/host.ts'
import type { Gathered } from './gather.ts'

export type Credential = { token: string } | { password: string }

/**
 * What opens MoltBot's door: the token or password of its config, else of the environment of the process that holds the
 * lock. Kept in memory only, and told to the redactor.
 */
export function createCredentials(
  host: Host,
  onSecret: (name: string, value: string) => void,
): { of(gathered: Gathered): Promise<Credential | null> } {
  let known: { key: string; credential: Credential | null } | null = null
  return {
    async of({ config, process }) {
      const own = config.kind === 'read' ? config.config.credential : null
      if (own || !process) return own
      const key = `${process.pid} ${process.startTicks}`
      if (known?.key !== key) {
        const names = ['OPENCLAW_GATEWAY_TOKEN', 'OPENCLAW_GATEWAY_PASSWORD']
        const environment = await host.processes.environment(process.pid, names)
        for (const [name, value] of Object.entries(environment)) onSecret(name, value)
        const { OPENCLAW_GATEWAY_TOKEN: token, OPENCLAW_GATEWAY_PASSWORD: password } = environment
        known = { key, credential: token ? { token } : password ? { password } : null }
      }
      return known.credential
    },
  }
}
