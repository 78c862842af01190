import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../../core/clock.ts'
import { jsonObject } from '../verify/jws.ts'
import { logFiles } from '../verify/verify-directory.ts'
import { ForeignFileError } from './disk.ts'

const firstBytes = 4096

/**
 * Makes the directory this user's alone. A log of another agent (its keys were lost, and new ones were made) is kept
 * aside, for this agent cannot sign for it; gives the name under which, or null.
 */
export async function prepareDirectory(directory: string, agentId: string, clock: Clock): Promise<string | null> {
  await makePrivate(directory)
  const [oldest] = await logFiles(directory)
  const other = oldest === undefined ? null : await writerOf(join(directory, oldest))
  if (other === null || other === agentId) return null
  const aside = `${directory}-of-${other.replaceAll(/[^\w-]/g, '_').slice(0, 64)}-${clock.now()}`
  await rename(directory, aside)
  await makePrivate(directory)
  return aside
}

async function makePrivate(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const found = await lstat(directory)
  const own = process.getuid?.()
  if (!found.isDirectory() || (own !== undefined && found.uid !== own)) {
    throw new ForeignFileError('The directory of the audit log is not a directory of this user.')
  }
  await chmod(directory, 0o700)
}

/** The agent that wrote the first entry; null where it cannot be told. */
async function writerOf(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(firstBytes), 0, firstBytes, 0)
    const text = buffer.toString('utf8', 0, bytesRead)
    const entry = jsonObject(text.slice(0, Math.max(0, text.indexOf('\n'))))
    return typeof entry?.agent_id === 'string' ? entry.agent_id : null
  } finally {
    await file.close()
  }
}
