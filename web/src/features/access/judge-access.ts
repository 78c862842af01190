import type { StatusSentenceProps } from '../../ui/StatusSentence.tsx'
import type { Role } from '../../wire.ts'
import { accessWords } from './access-words.ts'

const words = accessWords.verdict

interface Seen {
  role: Role
  /** How many devices are paired; null while that is not known. */
  devices: number | null
  failed: boolean
}

/** The first sentence: who can come in, or that it is not known, or not for this browser to know. */
export function judgeAccess({ role, devices, failed }: Seen): Pick<StatusSentenceProps, 'mark' | 'verdict'> {
  if (role === 'viewer') return { verdict: words.viewer }
  if (devices !== null) return { verdict: words.devices(devices) }
  return failed ? { mark: 'unknown', verdict: words.unknown } : { verdict: words.asking }
}
