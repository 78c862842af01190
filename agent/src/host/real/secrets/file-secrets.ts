import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../../../core/atomic-file.ts'
import type { SecretStore } from '../../host.ts'
import { hostError, isMissing } from '../system-error.ts'

/** Keys as files that only the agent's user can read. A key is written whole or not at all, also when the power fails. */
export function createFileSecrets(folder: string): SecretStore {
  const pathOf = (name: string) => {
    if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name)) throw hostError('Naming a key', new Error(`bad name ${name}`))
    return join(folder, name)
  }
  return {
    kind: 'file',
    async get(name) {
      try {
        return await readFile(pathOf(name), 'utf8')
      } catch (error) {
        if (isMissing(error)) return null
        throw hostError(`Reading the key ${name}`, error)
      }
    },
    async set(name, value) {
      const path = pathOf(name)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFileAtomically(path, value)
      } catch (error) {
        throw hostError(`Writing the key ${name}`, error)
      }
    },
    async delete(name) {
      await rm(pathOf(name), { force: true })
      await syncFolder(folder)
    },
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  await folder?.sync()
  await folder?.close()
}
