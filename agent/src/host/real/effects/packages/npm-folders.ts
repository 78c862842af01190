import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Folders, Owner } from '../../../effects.ts'
import { isMissing } from '../../system-error.ts'

const pattern = /^moltbot-ops-npm-(\d{1,10})-/
const mostAtOnce = 100

/** Where npm is run: named after the process of the agent, so that a later one knows which nobody uses any more. */
export function npmFolderName(pid: number, secret: string): string {
  return `moltbot-ops-npm-${pid}-${secret}`
}

export interface SweepDeps {
  folders: Pick<Folders, 'remove'>
  temporaryFolder: string
  own: Owner
  isAlive(pid: number): boolean
}

/**
 * Removes what an agent that was killed has left of them, each with the rights of whom it belongs to: anybody may make a
 * folder of that name, and loses no more than that folder by it.
 */
export async function sweepNpmFolders({ folders, temporaryFolder, own, isAlive }: SweepDeps): Promise<void> {
  const names = await readdir(temporaryFolder)
  const left = names.filter((name) => {
    const pid = pattern.exec(name)?.[1]
    return pid !== undefined && !isAlive(Number(pid))
  })
  for (const name of left.slice(0, mostAtOnce)) {
    const path = join(temporaryFolder, name)
    const facts = await lstat(path).catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
    if (!facts?.isDirectory() || (own.uid !== 0 && facts.uid !== own.uid)) continue
    const owner = { uid: facts.uid, gid: facts.gid, name: String(facts.uid), home: '/' }
    await folders.remove(path, { owner: facts.uid === own.uid ? own : owner, root: temporaryFolder })
  }
}

/** Also true for a process of somebody else, which may not be signalled. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
