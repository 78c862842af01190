import type { StatusSentenceProps } from '../../../ui/StatusSentence.tsx'
import { sortChecks } from '../setup-model.ts'
import type { LookState } from './host-look.ts'
import { sshWords as words } from './ssh-words.ts'

/** The first sentence of an install over SSH. */
export function judgeLook(state: LookState): StatusSentenceProps {
  const follows = words.nothingWritten
  switch (state.kind) {
    case 'idle':
      return { mark: 'info', ...words.idle, follows }
    case 'asking':
      return { mark: 'busy', verdict: words.asking[state.what](state.host), cause: words.changesNothing, follows }
    case 'unknown':
      return {
        mark: 'look',
        tone: 'warn',
        verdict: words.unknown.verdict(state.host),
        cause: words.unknown.cause,
        follows,
      }
    case 'changed':
      return {
        ...{ mark: 'broken', tone: 'bad', verdict: words.changed.verdict(state.host), cause: words.changed.cause },
        follows: words.changed.follows,
      }
    case 'failed':
      return { mark: 'broken', tone: 'bad', verdict: words.failed[state.because](state.host), follows }
    case 'ready': {
      const { blocking, look } = sortChecks(state.checks)
      const [first] = blocking
      if (first === undefined) {
        return { mark: 'fine', verdict: words.ready(state.host), cause: words.worthALook(look.length), follows }
      }
      const verdict = words.stops(blocking.length, state.host)
      return { mark: 'broken', tone: 'bad', verdict, cause: first.finding.title, follows }
    }
  }
}
