import { silenceWords } from '../../session/failure-words.ts'
import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Role } from '../../wire.ts'
import { accessWords } from './access-words.ts'

const words = accessWords.verdict

type Sentence = Pick<StatusSentenceProps, 'mark' | 'verdict' | 'cause'>

interface Seen {
  role: Role
  /** How many devices are paired; null while that is not known. */
  devices: number | null
  /** How many wait to be let in; null where that is not known, or not for this browser to know. */
  waiting: number | null
  failed: boolean
  /** For how many ms the agent has said nothing; null while it speaks. */
  silence?: number | null
}

/** The first sentence: who can come in, or that it is not known, or not for this browser to know. */
export function judgeAccess({ role, devices, waiting, failed, silence = null }: Seen): Sentence {
  if (silence !== null) return { mark: 'unknown', verdict: words.unknown, cause: silenceWords(silence) }
  if (role === 'viewer') return { verdict: words.viewer }
  if (devices !== null) {
    const cause = waiting === null ? {} : { cause: waiting > 0 ? words.waits(waiting) : words.none }
    return { verdict: words.devices(devices), ...cause }
  }
  return failed ? { mark: 'unknown', verdict: words.unknown } : { verdict: words.asking }
}
