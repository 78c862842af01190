import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

const blockBytes = 16_777_216

/** A log as MoltBot writes it, at least so many bytes long, with no holes. */
export function writeLog(path: string, bytes: number): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    for (let written = 0, line = 0; written < bytes; ) {
      const lines: string[] = []
      for (let size = 0; size < Math.min(blockBytes, bytes - written); line++) {
        const text = logLine(line)
        lines.push(text)
        size += text.length
      }
      written += writeSync(file, lines.join(''))
    }
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const start = Date.UTC(2026, 10, 23)

export function logLine(number: number): string {
  const time = new Date(start + number * 7).toISOString()
  const message = `res ok health ${number} ${'conn=4f2a61c8 '.repeat(number % 7)}id=${(number * 7919) % 100_003}`
  const meta = { runtime: 'node', hostname: 'host.example', date: time, logLevelId: 3, logLevelName: 'INFO' }
  return `${JSON.stringify({ 0: '{"subsystem":"gateway/ws"}', 1: message, _meta: meta, time, message })}\n`
}
