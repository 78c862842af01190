import { createRealDisk, type Disk } from '../chain/disk.ts'

export interface FailingDisk extends Disk {
  /**
   * From now on writes fail: with the room that is left (`ENOSPC`), or when they are made durable (`EIO`). Null: it
   * works again.
   */
  fail(how: { code: 'ENOSPC'; room: number } | { code: 'EIO' } | null): void
  /** From now on a file cannot even be cut back. */
  refuseTruncate(refuse: boolean): void
  /** Holds every write back until the function that is returned is called. */
  hold(): () => void
  /** Writes so far, each with one fdatasync. */
  writes(): number
}

/** A real disk that fills up, breaks and stalls on demand. */
export function createFailingDisk(): FailingDisk {
  const real = createRealDisk()
  let failure: Parameters<FailingDisk['fail']>[0] = null
  let truncateRefused = false
  let held: Promise<void> = Promise.resolve()
  let writes = 0
  const fault = (code: string) => Object.assign(new Error(`${code}: simulated`), { code })

  return {
    syncDirectory: real.syncDirectory,
    open(path) {
      const file = real.open(path)
      const appendNow = (bytes: Uint8Array) => {
        writes += 1
        const { size } = file.state()
        if (failure?.code === 'ENOSPC') file.appendNow(bytes.subarray(0, failure.room))
        else file.appendNow(bytes)
        if (failure === null) return
        // What a disk does with pages that it could not write is its own affair: some are there, some not.
        if (failure.code === 'EIO') file.truncate(size + Math.floor(bytes.length / 2))
        throw fault(failure.code)
      }
      return {
        ...file,
        appendNow,
        async append(bytes) {
          await held
          appendNow(bytes)
        },
        truncate(size) {
          if (truncateRefused) throw fault('EIO')
          file.truncate(size)
        },
      }
    },
    fail(how) {
      failure = how
    },
    refuseTruncate(refuse) {
      truncateRefused = refuse
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
    writes: () => writes,
  }
}
