import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Synchronous reads of /proc: the kernel answers from memory in microseconds, while a trip through the thread pool costs
 * ten times as much. All return null or nothing where a process is gone or may not be looked at.
 */
export function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return null
  }
}

export function listProc(path: string): string[] {
  try {
    return readdirSync(`/proc/${path}`)
  } catch {
    return []
  }
}

export function linkProc(path: string): string | null {
  try {
    return readlinkSync(`/proc/${path}`)
  } catch {
    return null
  }
}

export function processIds(): number[] {
  return listProc('')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}
