import type { Schemas } from '@moltbot-ops/sdk'
import { hint } from '../words/hint.ts'
import { printable } from '../words/printable.ts'

/** Steps of an installation on this host end with what is typed here; on another host the command begins with `sudo`. */
const ownCommand = /: moltbot-ops ([a-z ]+)$/

/** How an installation ended, and what a person does next. */
export function resultText({ result }: Schemas['Job'], standard = 'Installed.'): string {
  const steps: unknown = result?.next_steps
  const next = Array.isArray(steps) ? steps.map((step) => `  - ${stepText(step)}`) : []
  const message = printable(String(result?.message ?? standard))
  return [message, ...(next.length > 0 ? ['Next:', ...next] : [])].join('\n')
}

function stepText(step: unknown): string {
  return printable(String(step)).replace(ownCommand, (_all, words: string) => `: ${hint(words)}`)
}
