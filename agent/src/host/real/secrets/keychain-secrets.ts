import type { AsyncEntry } from '@napi-rs/keyring'
import type { SecretStore } from '../../host.ts'
import { withDeadline } from '../deadline.ts'
import { hostError } from '../system-error.ts'

/** A locked keychain may ask its user for a password; the agent does not wait for that for ever. */
const deadlineMs = 5000

/**
 * The operating system's keychain, or null when none answers. `service` names this agent's part of it: two agents of one
 * user have their own.
 */
export async function openKeychain(service: string): Promise<SecretStore | null> {
  const entryOf = await entriesOf(service)
  if (!entryOf) return null
  const bounded = <T>(what: string, work: (entry: AsyncEntry) => Promise<T>, name: string): Promise<T> =>
    withDeadline(what, deadlineMs, work(entryOf(name))).catch((error: unknown) => {
      throw hostError(what, error)
    })
  return {
    kind: 'keychain',
    get: (name) => bounded('Reading from the keychain', async (entry) => (await entry.getPassword()) ?? null, name),
    set: (name, value) => bounded('Writing to the keychain', (entry) => entry.setPassword(value), name),
    delete: async (name) => {
      await bounded('Deleting from the keychain', (entry) => entry.deleteCredential(), name)
    },
  }
}

/** A keychain counts as there only after it kept a value: some answer to reads alone. */
async function entriesOf(service: string): Promise<((name: string) => AsyncEntry) | null> {
  try {
    const { AsyncEntry: Entry } = await import('@napi-rs/keyring')
    const entryOf = (name: string) => new Entry(service, name)
    const probe = entryOf('probe')
    await withDeadline('Trying the keychain', deadlineMs, probe.setPassword('works'))
    const kept = await withDeadline('Trying the keychain', deadlineMs, probe.getPassword())
    await withDeadline('Trying the keychain', deadlineMs, probe.deleteCredential())
    return kept === 'works' ? entryOf : null
  } catch {
    return null
  }
}
