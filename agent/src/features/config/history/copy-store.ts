import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../../../core/atomic-file.ts'
import { hashOf } from '../../../moltbot/config/history/author.ts'

/**
 * Copies of configurations, so that each can be put back. They hold secrets in plain text: mode 0600 in a folder of the
 * agent's own, until backups have keys of their own.
 */
export interface CopyStore {
  /** Durable when it resolves. */
  keep(instanceId: string, text: string): Promise<void>
  /** Null when there is no copy, or it is no longer what was kept. */
  read(instanceId: string, hash: string): Promise<string | null>
  list(instanceId: string): Promise<Set<string>>
  /** Removes all copies but those of `hashes`. */
  prune(instanceId: string, hashes: ReadonlySet<string>): Promise<void>
}

const name = /^([0-9a-f]{64})\.json5$/

/** @param directory of the agent's own; it is made, mode 0700 */
export function createCopyStore(directory: string): CopyStore {
  const folderOf = (instanceId: string) => join(directory, instanceId.replaceAll(/[^\w-]/g, '_'))
  const fileOf = (instanceId: string, hash: string) =>
    join(folderOf(instanceId), `${hash.replace('sha256:', '')}.json5`)
  const list = async (instanceId: string) => {
    const names = await readdir(folderOf(instanceId)).catch(ifMissing([]))
    return new Set(names.flatMap((file) => name.exec(file)?.[1] ?? []).map((hex) => `sha256:${hex}`))
  }
  return {
    async keep(instanceId, text) {
      const path = fileOf(instanceId, hashOf(text))
      const size = await stat(path).then((found) => found.size, ifMissing(-1))
      if (size === Buffer.byteLength(text)) return
      await mkdir(folderOf(instanceId), { recursive: true, mode: 0o700 })
      await writeFileAtomically(path, text, 0o600)
    },
    async read(instanceId, hash) {
      const text = await readFile(fileOf(instanceId, hash), 'utf8').catch(ifMissing(null))
      return text !== null && hashOf(text) === withPrefix(hash) ? text : null
    },
    list,
    async prune(instanceId, hashes) {
      for (const hash of await list(instanceId)) {
        if (!hashes.has(hash)) await rm(fileOf(instanceId, hash), { force: true })
      }
    },
  }
}

/** A hash as the contract takes it, with or without the name of the function. */
export function withPrefix(hash: string): string {
  return hash.startsWith('sha256:') ? hash : `sha256:${hash}`
}

function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value
    throw error
  }
}
