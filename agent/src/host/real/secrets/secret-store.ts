import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HostError, type SecretStore } from '../../host.ts'
import { createFileSecrets } from './file-secrets.ts'
import { openKeychain } from './keychain-secrets.ts'

export interface SecretStoreDeps {
  stateDir: string
  environment: Record<string, string | undefined>
  /** For tests; the default asks the operating system. */
  keychain?: (service: string) => Promise<SecretStore | null>
}

/**
 * The keychain where one answers, else files in `keys/` of the state directory. The choice of the first start stays: an
 * agent that found other keys than before would throw every session out and could not read what it encrypted.
 * @throws HostError when the keys are in a keychain that does not answer now.
 */
export async function createSecretStore(deps: SecretStoreDeps): Promise<SecretStore> {
  const files = createFileSecrets(join(deps.stateDir, 'keys'))
  const before = await files.get('store')
  if (before === 'file') return files
  const open = deps.keychain ?? openKeychain
  const keychain = mayHaveKeychain(deps.environment) ? await open(`moltbot-ops ${deps.stateDir}`) : null
  if (before === 'keychain' && !keychain) {
    throw new HostError(
      'failed',
      'The keys of this agent are in the keychain, which does not answer. Unlock it, or start in the same desktop session as before.',
    )
  }
  const store = keychain ?? files
  if (before === null) await files.set('store', store.kind)
  return store
}

/** On Linux the keychain is a service of a login session; looking for one elsewhere would start a bus of its own. */
function mayHaveKeychain(environment: Record<string, string | undefined>): boolean {
  if (process.platform !== 'linux') return true
  const runtime = environment.XDG_RUNTIME_DIR
  return (
    environment.DBUS_SESSION_BUS_ADDRESS !== undefined || (runtime !== undefined && existsSync(join(runtime, 'bus')))
  )
}
