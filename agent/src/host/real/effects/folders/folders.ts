import { posix } from 'node:path'
import type { Folders, Owner, Place } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { hostError } from '../../system-error.ts'
import type { FolderRequest } from './folder-work.ts'
import type { RunFolderWork } from './run-folder-work.ts'

/** What the packages need besides. */
export interface MeasuredFolders extends Folders {
  /** Regular files of a tree and their sizes. */
  measure(path: string, place: Place): Promise<{ bytes: number; files: number }>
}

interface FoldersDeps {
  work: RunFolderWork
  ownUid: number
}

/** A request without the place that is the same in all of them. */
type Wish = FolderRequest extends infer Request
  ? Request extends FolderRequest
    ? Omit<Request, 'root' | 'ownerUid' | 'throughDescriptors'>
    : never
  : never

const largestFile = 64 * 1024 * 1024
const throughDescriptors = process.platform === 'linux'

/**
 * Writes with the rights of the owner. A folder of root's is the one place where root acts for somebody else: there a root
 * agent makes a directory and gives it to its owner, and takes away what belongs to the owner.
 */
export function createFolders({ work, ownUid }: FoldersDeps): MeasuredFolders {
  const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }
  const isOther = (owner: Owner) => ownUid === 0 && owner.uid !== 0

  /** The work of `actor` where every folder on the way belongs to `place.owner` or to root. */
  const doAs = async (what: string, actor: Owner, place: Place, wish: Wish, bytes?: Uint8Array) => {
    if (!isCanonical(place.root)) throw new HostError('unsafe', `${place.root} is not a canonical folder`)
    const request = { ...wish, root: place.root, ownerUid: place.owner.uid, throughDescriptors }
    const answer = await work(actor, request, bytes)
    if (answer.ok) return answer.measured
    if (answer.reason) throw new HostError(answer.reason, answer.message)
    throw systemError(`${what} ${wish.path}`, answer.code, answer.message)
  }
  return {
    async makeDirectory(path, { mode, ...place }) {
      const { owner } = place
      const { uid, gid } = owner
      if (isOther(owner)) {
        await doAs('Making', root, place, { action: 'giveDirectory', path, mode: proven(mode), uid, gid })
      }
      await doAs('Making', owner, place, { action: 'makeDirectory', path, mode: proven(mode) })
    },
    async writeFile(path, bytes, { mode, ...place }) {
      if (bytes.length > largestFile) throw new HostError('too_large', `${path} would be over ${largestFile} bytes`)
      await doAs('Writing', place.owner, place, { action: 'writeFile', path, mode: proven(mode) }, bytes)
    },
    async switchLink(path, target, place) {
      const end = posix.resolve(posix.dirname(path), target)
      const inside = end === place.root || end.startsWith(`${place.root}/`)
      if (!inside || target.includes('\0')) throw new HostError('unsafe', `${target} leads out of ${place.root}`)
      await doAs('Linking', place.owner, place, { action: 'switchLink', path, target })
    },
    async rename(from, to, place) {
      await doAs('Renaming', place.owner, place, { action: 'rename', path: from, target: to })
    },
    async remove(path, place) {
      const { owner } = place
      try {
        await doAs('Removing', owner, place, { action: 'remove', path })
      } catch (error) {
        if (!isOther(owner) || !(error instanceof HostError && error.reason === 'denied')) throw error
        const taken = doAs('Removing', root, { ...place, owner: root }, { action: 'remove', path, ofUid: owner.uid })
        // That the owner may not do it is the reason, also where it is not the owner's to take away.
        await taken.catch(() => Promise.reject(error))
      }
    },
    async seal(path, place) {
      if (ownUid !== 0) throw new HostError('denied', 'Only a root agent can make a folder that nobody else may change')
      await doAs('Sealing', root, { ...place, owner: root }, { action: 'seal', path })
    },
    async measure(path, place) {
      const measured = await doAs('Measuring', place.owner, place, { action: 'measure', path })
      return measured ?? { bytes: 0, files: 0 }
    },
  }
}

function isCanonical(root: string): boolean {
  return root !== '/' && posix.isAbsolute(root) && posix.normalize(root) === root && !root.endsWith('/')
}

/** Neither set-user-id nor sticky bits are ever wanted. */
function proven(mode: number): number {
  if (Number.isInteger(mode) && mode >= 0 && mode <= 0o777) return mode
  throw new HostError('unsafe', `${mode.toString(8)} is not a plain mode`)
}

function systemError(what: string, code: string, message: string): HostError {
  if (code === 'ENOSPC' || code === 'EDQUOT') return new HostError('no_space', `${what}: the disk is full`)
  return hostError(what, Object.assign(new Error(message), { code }))
}
