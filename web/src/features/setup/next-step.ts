import type { Job } from '../../wire.ts'

/** A sentence of the job about what comes next, taken apart so that it can be acted on. */
export interface NextStep {
  text: string
  /** To be typed where the sentence says. */
  command: string | null
  /** What is said behind the command. */
  after: string | null
  /** A page of this machine, behind a tunnel. */
  address: string | null
  /** It is done on the page of the configuration. */
  inConfig: boolean
}

const sentenceWithCommand = /^(.*?:)\s+((?:sudo |ssh |moltbot-ops ).+?)(?:, (then .+))?$/
const ownAddress = /\bhttp:\/\/127\.0\.0\.1:\d{2,5}\//
const mostSteps = 20

/** What the job says comes next; what is no sentence is left out. */
export function nextSteps({ result }: Job): NextStep[] {
  const steps = result?.next_steps
  if (!Array.isArray(steps)) return []
  return steps
    .filter((step) => typeof step === 'string')
    .slice(0, mostSteps)
    .map((step) => {
      const [, text = step, command = null, after = null] = sentenceWithCommand.exec(step) ?? []
      return {
        text,
        command,
        after: after === null ? null : `${after.charAt(0).toUpperCase()}${after.slice(1)}`.replaceAll('`', ''),
        address: command === null ? (ownAddress.exec(step)?.[0] ?? null) : null,
        inConfig: /\bopen (?:the page )?Config\b/i.test(step),
      }
    })
}
