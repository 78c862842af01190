import type { components } from '@moltbot-ops/api/types'

export type LogEntry = components['schemas']['LogEntry']
export type LogLevel = components['schemas']['LogLevel']

/** What a line says, nothing hidden yet. */
export interface ParsedLine {
  /** As the line says or its manager received it, ms since 1970; null when neither is known. */
  at: number | null
  level: LogLevel
  subsystem: string | null
  message: string
}

/** From the least to the most severe. */
export const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

export function isAtLeast(level: LogLevel, least: LogLevel): boolean {
  return levels.indexOf(level) >= levels.indexOf(least)
}
