/** An answer of ours, recorded once, that a rival gives as its own. */
export interface RecordedAnswer {
  path: string
  headers: Record<string, string>
  body: string
}

export interface RivalSetup {
  answers: RecordedAnswer[]
  /** SHA-256 of the only token that is accepted, in hex. */
  tokenHash: string
}

export function readSetup(): RivalSetup {
  return JSON.parse(process.env.RIVAL_SETUP ?? '{}')
}

/** The bench reads this line to learn the port. */
export function sayPort(port: number): void {
  process.stdout.write(`port ${port}\n`)
}
