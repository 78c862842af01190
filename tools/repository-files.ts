import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './repository.ts'

export interface RepositoryFile {
  path: string
  bytes: Buffer
}

/** Every file of the checkout that Git does not ignore, committed or not yet. */
export function repositoryFiles(...patterns: string[]): RepositoryFile[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...patterns]
  const paths = execFileSync('git', list, { cwd: repositoryRoot, encoding: 'utf8' }).split('\0').filter(Boolean)
  return paths.flatMap((path) => {
    try {
      return [{ path, bytes: readFileSync(join(repositoryRoot, path)) }]
    } catch {
      return [] // removed, but not yet committed as removed
    }
  })
}

export function isText(bytes: Buffer): boolean {
  return !bytes.subarray(0, 8000).includes(0)
}
