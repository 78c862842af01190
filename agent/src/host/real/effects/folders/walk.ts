type FileSystem = typeof import('node:fs')

/** An open directory. Everything in it is reached through the descriptor, so that no symlink can come between. */
export interface OpenFolder {
  descriptor: number
  /** Where it lay when it was opened. */
  path: string
  /** A path of the entry that no change of a parent folder can lead elsewhere. */
  at(name: string | Buffer): string | Buffer
  close(): void
}

export interface Walk {
  /** Names on the way from the root to `path`. */
  namesTo(path: string): string[]
  root(): OpenFolder
  /** An entry of `folder` that must be a directory, of whom it may be. */
  enter(folder: OpenFolder, name: string | Buffer): OpenFolder
  /** The same, of the owner or of root alone. */
  enterOwned(folder: OpenFolder, name: string): OpenFolder
  /** The directory that holds `path`, and the last name. */
  parentOf(path: string): { folder: OpenFolder; name: string }
  /** Proves that the directory was not moved elsewhere since it was opened. */
  proveInPlace(folder: OpenFolder): void
  refuse(message: string): Error
}

/**
 * Walks from a root downwards, one open directory after the other, each without following a symlink.
 * This function is sent as text to a process of another user: it may use nothing but its arguments.
 * On macOS no path leads through a descriptor; there each component is looked at before it is used, which an owner who
 * swaps folders in that instant can cheat.
 */
export function createWalk(
  fs: FileSystem,
  place: { root: string; ownerUid: number; throughDescriptors: boolean },
): Walk {
  const { root, ownerUid, throughDescriptors } = place
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = fs.constants
  const refuse = (message: string) => Object.assign(new Error(message), { reason: 'unsafe' })

  const open = (way: string | Buffer, path: string): OpenFolder => {
    const descriptor = openDirectory(way, path)
    const prefix = throughDescriptors ? `/proc/self/fd/${descriptor}/` : `${path}/`
    return {
      descriptor,
      path,
      at: (name) => (typeof name === 'string' ? prefix + name : Buffer.concat([Buffer.from(prefix), name])),
      close: () => fs.closeSync(descriptor),
    }
  }
  const openDirectory = (way: string | Buffer, path: string) => {
    try {
      return fs.openSync(way, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      // Linux says ENOTDIR of a symlink too, because a directory was asked for.
      if (code === 'ENOTDIR' || code === 'ELOOP') throw refuse(`${path} is not a directory`)
      throw error
    }
  }
  const proveOwned = (folder: OpenFolder) => {
    const { uid } = fs.fstatSync(folder.descriptor)
    if (uid === ownerUid || uid === 0) return folder
    folder.close()
    throw refuse(`${folder.path} belongs to user ${uid}`)
  }
  const lies = (folder: OpenFolder) =>
    throughDescriptors ? fs.readlinkSync(`/proc/self/fd/${folder.descriptor}`) : fs.realpathSync(folder.path)
  const proveInPlace = (folder: OpenFolder) => {
    if (lies(folder) !== folder.path) throw refuse(`${folder.path} leads elsewhere or was moved`)
  }
  const enter = (folder: OpenFolder, name: string | Buffer) => {
    const shown = typeof name === 'string' ? name : name.toString('utf8')
    return open(folder.at(name), `${folder.path}/${shown}`)
  }
  const enterOwned = (folder: OpenFolder, name: string) => proveOwned(enter(folder, name))
  const namesTo = (path: string) => {
    const names = path.startsWith(`${root}/`) ? path.slice(root.length + 1).split('/') : ['..']
    if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0'))) {
      throw refuse(`${path} does not lie inside ${root}`)
    }
    return names
  }
  const openRoot = () => {
    const folder = proveOwned(open(root, root))
    try {
      proveInPlace(folder)
      return folder
    } catch (error) {
      folder.close()
      throw error
    }
  }
  return {
    namesTo,
    root: openRoot,
    enter,
    enterOwned,
    proveInPlace,
    refuse,
    parentOf(path) {
      const names = namesTo(path)
      const name = names.pop() ?? ''
      let folder = openRoot()
      for (const next of names) {
        const above = folder
        try {
          folder = enterOwned(above, next)
        } finally {
          above.close()
        }
      }
      return { folder, name }
    },
  }
}
