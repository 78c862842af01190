import { isAtLeast, type LogLevel } from '../entry/parsed-line.ts'
import type { ReadLine } from './read-line.ts'

export interface LineFilter {
  level: LogLevel | undefined
}

export function passes(line: Pick<ReadLine, 'level'>, { level }: LineFilter): boolean {
  return level === undefined || isAtLeast(line.level, level)
}
