import type { Session } from '../cli.ts'

/**
 * Goes on with the terminal itself as the input where standard input carried something else. Without a terminal the
 * input stays what it is, and whoever asks a person refuses.
 */
export async function withTerminal(
  session: Session,
  isStdinUsed: boolean,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const terminal = isStdinUsed ? session.surroundings.openTerminal() : null
  if (terminal === null) return work(session)
  try {
    await work({ ...session, surroundings: { ...session.surroundings, stdin: terminal } })
  } finally {
    terminal.destroy()
  }
}
