import type { Schemas } from '@moltbot-ops/sdk'
import type { Paint, Tone } from '../words/paint.ts'
import { printable } from '../words/printable.ts'

type Check = Schemas['PreflightCheck']

const tones: Record<Check['status'], [mark: string, tone: Tone]> = {
  blocking: ['✗', 'bad'],
  warning: ['!', 'warn'],
  ok: ['✓', 'ok'],
  not_checked: ['?', 'unknown'],
}
const order: Check['status'][] = ['blocking', 'warning', 'not_checked', 'ok']

/** What stands in the way first, each with what to do about it. */
export function checkLines(checks: readonly Check[], paint: Paint): string[] {
  const sorted = checks.toSorted((one, other) => order.indexOf(one.status) - order.indexOf(other.status))
  return sorted.map(({ status, finding }) => {
    const [mark, tone] = tones[status]
    const advice = finding.fix_action?.title ?? (status === 'ok' ? undefined : finding.detail)
    return `  ${paint(mark, tone)} ${printable(finding.title)}${advice == null ? '' : ` ${printable(advice)}`}`
  })
}

/** `One thing stands in the way.` */
export function blockedText(checks: readonly Check[]): string | null {
  const blocking = checks.filter(({ status }) => status === 'blocking').length
  if (blocking === 0) return null
  return `${blocking === 1 ? 'One thing stands' : `${blocking} things stand`} in the way.`
}
