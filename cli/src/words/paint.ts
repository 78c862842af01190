import type { Output, Surroundings } from '../surroundings.ts'

/** What a colour may mean; the words say the same without it. */
export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'unknown'

export type Paint = (text: string, tone: Tone) => string

/** SGR parameters, ECMA-48 §8.3.117. */
const codes: Record<Exclude<Tone, 'plain'>, string> = { ok: '32', warn: '33', bad: '31', unknown: '2' }

/** Colours only on a terminal that wants them. https://no-color.org */
export function paintFor(output: Output, env: Surroundings['env']): Paint {
  const colours = output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return (text, tone) => (colours && tone !== 'plain' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text)
}
