import type { Clock } from '../../../core/clock.ts'
import type { Files } from '../../../host/host.ts'
import { createFolderSize, type FolderSize } from './folder-size.ts'

export interface FolderSizes {
  /** As last added up; null where it is not known. A path that is asked for the first time is walked from now on. */
  sizeOf(path: string): number | null
  /** Goes on with a few walks, and forgets the folders that nobody has asked for since the last time. */
  step(): Promise<void>
}

const walksAtOnce = 4
const mostFolders = 32

/** Folders that are added up again and again, a few of them at a time. */
export function createFolderSizes(deps: { files: Files; clock: Clock }): FolderSizes {
  const folders = new Map<string, FolderSize>()
  let asked = new Set<string>()
  return {
    sizeOf(path) {
      asked.add(path)
      const folder = folders.get(path)
      if (folder === undefined && folders.size < mostFolders) folders.set(path, createFolderSize({ ...deps, path }))
      return folder?.bytes() ?? null
    },
    async step() {
      for (const path of [...folders.keys()]) if (!asked.has(path)) folders.delete(path)
      asked = new Set()
      for (const [path, folder] of [...folders].slice(0, walksAtOnce)) {
        // To the end of the line, so that each has its turn.
        folders.delete(path)
        folders.set(path, folder)
        await folder.step()
      }
    },
  }
}
