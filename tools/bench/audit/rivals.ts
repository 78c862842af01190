import { createHash, hash } from 'node:crypto'
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** The least that any verification must do: SHA-256 over every byte, read in large pieces. */
export function sha256Of(directory: string): string {
  const digest = createHash('sha256')
  const bytes = Buffer.alloc(1 << 20)
  for (const path of filesOf(directory)) {
    const file = openSync(path, 'r')
    for (let read = readSync(file, bytes); read > 0; read = readSync(file, bytes))
      digest.update(bytes.subarray(0, read))
    closeSync(file)
  }
  return digest.digest('hex')
}

/** The plain way: parse each line, take its hash out, write the rest again and hash that. Checks no signature. */
export function parseEachLine(directory: string): { entries: number; lastHash: string } {
  let entries = 0
  let lastHash = '0'.repeat(64)
  for (const path of filesOf(directory)) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      if (line === '') continue
      const { hash: own, ...rest } = JSON.parse(line)
      // The members of a line are in their order already, so this writes canonical JSON again.
      if (hash('sha256', lastHash + JSON.stringify(rest), 'hex') !== own) throw new Error(`${path}: a line is broken`)
      lastHash = own
      entries += 1
    }
  }
  return { entries, lastHash }
}

function filesOf(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => /^\d+\.jsonl$/.test(name))
  return names.sort().map((name) => join(directory, name))
}
