/** How the lines of one turn come: so many at once, then a pause. */
export interface LinePlan {
  bursts: number
  linesPerBurst: number
  pauseMs: number
}

/** What a source of lines tells the bench, once somebody can follow them. */
export interface Followable {
  url: string
}

/**
 * A line that holds its number and the moment at which it is said. The clock is the machine's own and the same in every
 * process; a letter in front keeps it from looking like a number that redaction hides.
 */
export function stampedLine(number: number): string {
  return `line ${number} at t${process.hrtime.bigint().toString(36)}`
}

export interface Stamp {
  number: number
  /** Milliseconds since the line was said. */
  ageMs: number
}

/** Null for a text without a stamp. */
export function readStamp(text: string): Stamp | null {
  const now = process.hrtime.bigint()
  const [, number, at] = /line (\d+) at t([0-9a-z]+)/.exec(text) ?? []
  if (number === undefined || at === undefined) return null
  const said = [...at].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n)
  return { number: Number(number), ageMs: Number(now - said) / 1e6 }
}

/** Says the lines of a turn. */
export async function sayLines(plan: LinePlan, say: (line: string) => void): Promise<void> {
  let number = 0
  for (let burst = 0; burst < plan.bursts; burst++) {
    for (let line = 0; line < plan.linesPerBurst; line++) {
      number += 1
      say(stampedLine(number))
    }
    await new Promise((done) => setTimeout(done, plan.pauseMs))
  }
}

/** Answers the bench: a plan is answered with where to follow it, and the next message lets the lines begin. */
export function serveLines(open: (plan: LinePlan, begin: Promise<void>) => Promise<Followable>): void {
  let begin: (() => void) | undefined
  process.on('message', (message: LinePlan | 'begin') => {
    if (message === 'begin') {
      begin?.()
      return
    }
    const begun = new Promise<void>((done) => {
      begin = done
    })
    open(message, begun).then(
      (followable) => process.send?.(followable),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => process.exit(0))
}
