import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../../core/atomic-file.ts'

/** Schemas by version on disk, so that MoltBot is asked once for each. */
export interface SchemaFiles {
  read(version: string): Promise<string | null>
  write(version: string, text: string): Promise<void>
}

/** Part of the name, raised when newer agents keep something else. */
const form = 'v1'

/** @param directory of the agent's own; it is made */
export function createSchemaFiles(directory: string): SchemaFiles {
  const fileOf = (version: string) =>
    join(directory, `config-schema-${version.replaceAll(/[^\w.+-]/g, '_')}.${form}.json`)
  return {
    // A cache that cannot be read is one that is not there.
    read: (version) => readFile(fileOf(version), 'utf8').catch(() => null),
    async write(version, text) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      await writeFileAtomically(fileOf(version), text)
    },
  }
}
