import type { MemoryFiles } from '../memory-files.ts'
import { maxLogBytes } from './config.ts'
import type { GatewayPlace } from './place.ts'

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** One line of MoltBot's log file before it is written. */
export interface LogLine {
  level: LogLevel
  /** Null for what a command printed on its console. */
  subsystem: string | null
  message: string
  /** Fields logged beside the message. */
  fields?: Record<string, unknown>
}

const levelIds: Record<LogLevel, number> = { DEBUG: 2, INFO: 3, WARN: 4, ERROR: 5 }

/** The form of a line: JSON with numbered arguments, `_meta`, and the final text in `message`. */
export function formatLogLine(line: LogLine, at: number, hostname: string): string {
  const date = new Date(at).toISOString()
  const name = line.subsystem === null ? 'openclaw' : JSON.stringify({ subsystem: line.subsystem })
  const spoken = line.fields === undefined ? { 1: line.message } : { 1: line.fields, 2: line.message }
  const console = {
    fileName: 'console.mjs',
    fileNameWithLine: 'console.mjs:184',
    fileColumn: '29',
    fileLine: '184',
    method: `console.forwardedConsoleCall [as ${line.level.toLowerCase()}]`,
  }
  const meta = {
    runtime: 'node',
    runtimeVersion: '24.21.0',
    hostname,
    date,
    logLevelId: levelIds[line.level],
    logLevelName: line.level,
    name,
    ...(line.subsystem === null ? { path: console } : { parentNames: ['openclaw'] }),
  }
  const args = line.subsystem === null ? { 0: line.message } : { 0: name, ...spoken }
  const time = date.replace('Z', '+00:00')
  return JSON.stringify({ ...args, _meta: meta, time, hostname, message: line.message })
}

export interface GatewayLog {
  write(line: LogLine, at: number): void
}

const keptFiles = 5

/** Appends to the log file and puts it aside, `.1` the newest, when it has grown to the configured size. */
export function createGatewayLog(deps: { disk: MemoryFiles; place: GatewayPlace; hostname: string }): GatewayLog {
  const { disk, place, hostname } = deps
  return {
    write(line, at) {
      if (disk.size(place.logFile) >= maxLogBytes) {
        disk.remove(`${place.logFile}.${keptFiles}`)
        for (let n = keptFiles - 1; n >= 1; n--) disk.rename(`${place.logFile}.${n}`, `${place.logFile}.${n + 1}`)
        disk.rename(place.logFile, `${place.logFile}.1`)
      }
      disk.append(place.logFile, `${formatLogLine(line, at, hostname)}\n`, { uid: place.owner.uid, at })
    },
  }
}
