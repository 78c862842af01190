import type { ChildProcess } from 'node:child_process'
import type { ProgramOptions } from '../../../effects.ts'
import { createKeptOutput } from './kept-output.ts'
import { createOutputLines } from './output-lines.ts'

export interface CollectedOutput {
  /** Delivers the last lines and lets go of the streams. */
  end(): { stdout: Buffer; stderr: Buffer }
}

const defaultBytes = 1024 * 1024

/** Reads both streams of a child. `refuse` is called with what `onLine` throws. */
export function collectOutput(
  child: ChildProcess,
  { onLine, maxOutputBytes = defaultBytes }: Pick<ProgramOptions, 'onLine' | 'maxOutputBytes'>,
  refuse: (error: unknown) => void,
): CollectedOutput {
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      refuse(error)
    }
  }
  const collect = (name: 'stdout' | 'stderr') => {
    const kept = createKeptOutput(maxOutputBytes)
    const lines = onLine && createOutputLines((line) => onLine(name, line))
    child[name]?.on('data', (chunk: Buffer) => {
      kept.push(chunk)
      if (lines) attempt(() => lines.push(chunk))
    })
    return () => {
      if (lines) attempt(() => lines.end())
      child[name]?.destroy()
      return kept.bytes()
    }
  }
  const stdout = collect('stdout')
  const stderr = collect('stderr')
  return { end: () => ({ stdout: stdout(), stderr: stderr() }) }
}
