import type { Clock, Timer } from '../../../core/clock.ts'
import type { LogFiles } from '../../../host/host.ts'

/** Says when to look again: at a hint of the file system, and in any case after a while. */
export interface Attention {
  /** Waits for a hint since the last wait, for the poll, for `atMost` ms where given, or for the end. */
  wait(atMost: number | null): Promise<void>
  /** True once after each poll, or after a hint on another name than `own`: a file may have been put aside. */
  mayHaveMoved(own: string | null): boolean
  /** Listens at a folder; another inode is another folder under the same name. */
  listenAt(folder: { path: string; inode: number } | null): void
  close(): void
}

const pollMs = 1000

export interface AttentionDeps {
  clock: Clock
  logFiles: Pick<LogFiles, 'watch'>
  signal: AbortSignal
}

export function createAttention({ clock, logFiles, signal }: AttentionDeps): Attention {
  let hinted = false
  let polled = true
  const names = new Set<string | null>()
  let wake: (() => void) | null = null
  let watching: { key: string; close(): void } | null = null
  const stir = () => {
    hinted = true
    wake?.()
  }
  const poll = clock.every(pollMs, () => {
    polled = true
    stir()
  })
  signal.addEventListener('abort', stir)
  return {
    async wait(atMost) {
      if (!hinted && !signal.aborted) {
        let timer: Timer | null = null
        await new Promise<void>((resolve) => {
          wake = resolve
          if (atMost !== null) timer = clock.after(atMost, resolve)
        })
        wake = null
        ;(timer as Timer | null)?.cancel()
      }
      hinted = false
    },
    mayHaveMoved(own) {
      const moved = polled || [...names].some((name) => name === null || name !== own)
      polled = false
      names.clear()
      return moved
    },
    listenAt(folder) {
      const key = folder === null ? '' : `${folder.inode} ${folder.path}`
      if (key === (watching?.key ?? '')) return
      watching?.close()
      watching = null
      if (folder === null) return
      const { close } = logFiles.watch(folder.path, (name) => {
        // Names of a busy folder are not collected without end.
        names.add(names.size < 8 ? name : null)
        stir()
      })
      watching = { key, close }
      // What happened before this moment gave no hint.
      polled = true
      stir()
    },
    close() {
      poll.cancel()
      signal.removeEventListener('abort', stir)
      watching?.close()
      watching = null
    },
  }
}
