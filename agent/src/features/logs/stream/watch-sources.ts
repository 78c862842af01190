import type { Clock } from '../../../core/clock.ts'
import type { OpenSource, SourceView } from '../read/open-sources.ts'

export interface WatchedSourcesDeps {
  clock: Pick<Clock, 'after'>
  /** As they were when the watch begins. */
  known: OpenSource[]
  look(): Promise<OpenSource[]>
  /** A source came or went, or cannot be read for another reason. */
  changed(view: SourceView): void
  /** The sources are others than before, or others of them can be read. */
  replaced(): void
  failed(error: unknown): void
}

export interface WatchedSources {
  stop(): void
}

const everyMs = 5000

/** Looks at the sources now and then while somebody follows them. */
export function watchSources({
  clock,
  known: first,
  look,
  changed,
  replaced,
  failed,
}: WatchedSourcesDeps): WatchedSources {
  let stopped = false
  let known = first

  async function lookAgain(): Promise<void> {
    const found = await look()
    if (stopped) return
    const before = known
    known = found
    const isSame = before.length === found.length && found.every(({ source }, at) => source === before[at]?.source)
    if (!isSame) return replaced()
    for (const [at, { view }] of found.entries()) {
      const was = before[at]?.view
      if (was?.available !== view.available || was.reason !== view.reason) changed(view)
    }
    if (found.some(({ view }, at) => before[at]?.view.available !== view.available)) replaced()
  }

  const round = () => {
    lookAgain()
      .catch(failed)
      .finally(() => {
        if (!stopped) timer = clock.after(everyMs, round)
      })
  }
  let timer = clock.after(everyMs, round)
  return {
    stop() {
      stopped = true
      timer.cancel()
    },
  }
}
