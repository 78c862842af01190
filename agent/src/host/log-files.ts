/**
 * A log file that was opened: the same file also after it was renamed or removed. Every method throws
 * `HostError('timeout' | 'failed')` when the machine refuses.
 */
export interface OpenLog {
  readonly inode: number
  /** Size in bytes and time of the last write in ms since 1970, as they are now. */
  facts(): Promise<{ size: number; modifiedAt: number }>
  /** Fills `target` with what lies from `offset` on. Fewer bytes than asked for are the end of the file. */
  read(target: Buffer, offset: number): Promise<number>
  close(): Promise<void>
}

/** Files that grow while they are read, with the rights of their owner as in `Files`. */
export interface LogFiles {
  /**
   * Null when there is no such file. `path` must be canonical.
   * @throws HostError denied, unsafe, timeout, failed
   */
  open(path: string, options: { ownerUid: number }): Promise<OpenLog | null>
  /**
   * Names in a folder that begin with `prefix`, in no order; empty when there is no folder. It looks at 50,000 names and
   * tells 20,000 at most.
   * @throws HostError denied, timeout, failed
   */
  names(folder: string, prefix: string): Promise<string[]>
  /**
   * Calls `changed` after something in the folder changed, with the name where it is known. Only a hint: it may come
   * late, too often, for nothing, or never, as on a network mount or when the folder itself is replaced.
   */
  watch(folder: string, changed: (name: string | null) => void): { close(): void }
}
