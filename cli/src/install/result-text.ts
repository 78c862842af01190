import type { Schemas } from '@moltbot-ops/sdk'
import { printable } from '../words/printable.ts'

/** How an installation ended, and what a person does next. */
export function resultText({ result }: Schemas['Job'], standard = 'Installed.'): string {
  const steps: unknown = result?.next_steps
  const next = Array.isArray(steps) ? steps.map((step) => `  - ${printable(String(step))}`) : []
  const message = printable(String(result?.message ?? standard))
  return [message, ...(next.length > 0 ? ['Next:', ...next] : [])].join('\n')
}
