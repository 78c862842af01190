import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ArchiveFile } from '../../agent/src/host/real/product/archive.ts'
import { repositoryRoot } from '../repository.ts'

/** Files of a folder of this checkout, under the name that they get in the archive. */
export function filesUnder(folder: string, as: string): ArchiveFile[] {
  const whole = join(repositoryRoot, folder)
  if (!existsSync(whole)) return []
  return readdirSync(whole, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: join(as, file.slice(whole.length + 1)), bytes: readFileSync(file), executable: false }))
}

export function fileAt(path: string, as: string = path): ArchiveFile[] {
  const whole = join(repositoryRoot, path)
  return existsSync(whole) ? [{ path: as, bytes: readFileSync(whole), executable: false }] : []
}

/** The keychain's native part for the platform that packs; without it the product falls back to a file. */
export function keychainFiles(): ArchiveFile[] {
  const scope = join(repositoryRoot, 'node_modules/@napi-rs')
  if (!existsSync(scope)) return []
  return readdirSync(scope)
    .filter((name) => name === 'keyring' || name.startsWith('keyring-'))
    .flatMap((name) => filesUnder(`node_modules/@napi-rs/${name}`, `node_modules/@napi-rs/${name}`))
}
