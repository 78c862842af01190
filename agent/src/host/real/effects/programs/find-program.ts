import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'

/**
 * Looks a program up in the folders of `searchPath` without running anything. Folders named relative to the working
 * directory are left out, because what lies there depends on where the agent was started.
 */
export function createFindProgram(searchPath: string | undefined): (name: string) => Promise<string | null> {
  const folders = (searchPath ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
    .split(':')
    .filter(isAbsolute)
  return async (name) => {
    if (name.includes('/')) return null
    for (const folder of folders) {
      const path = join(folder, name)
      if (await isProgram(path)) return path
    }
    return null
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
