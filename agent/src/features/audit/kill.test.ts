import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLog } from './verify/verify-log.ts'

const program = fileURLToPath(new URL('./test/append-forever.ts', import.meta.url))
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'audit-kill-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

/** Runs the program until it has told so many lines, and kills it in the middle of its work. */
async function runAndKill(afterLines: number): Promise<{ told: string[]; complaints: string }> {
  const child = spawn(process.execPath, [program, root], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  child.stdout.on('data', (chunk) => {
    output += chunk
    if (output.split('\n').length > afterLines) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return { told: output.split('\n').slice(0, -1), complaints }
}

async function entries(): Promise<Record<string, unknown>[]> {
  const files = (await readdir(join(root, 'audit'))).filter((name) => /^\d/.test(name)).sort()
  const texts = await Promise.all(files.map((name) => readFile(join(root, 'audit', name), 'utf8')))
  const lines = texts.join('').split('\n')
  // What follows the last line feed was never acknowledged.
  return lines.slice(0, -1).map((line) => JSON.parse(line))
}

test('no acknowledged entry is ever lost by a kill, and every intent it cut off is closed at the next start', async () => {
  const acknowledged = new Map<string, string>()
  const intended = new Set<string>()
  for (const afterLines of [1, 30, 400, 7, 250, 90, 3, 600, 45, 150, 11, 300]) {
    const { told, complaints } = await runAndKill(afterLines)
    expect(complaints).toBe('')
    for (const line of told) {
      const [first = '', second = ''] = line.split(' ')
      if (first === 'intended') intended.add(second)
      else if (first !== 'interrupted') acknowledged.set(first, second)
    }
  }
  await runAndKill(1)
  const all = await entries()
  const hashes = new Map(all.map(({ seq, hash }) => [String(seq), hash]))
  for (const [seq, hash] of acknowledged) expect(hashes.get(seq), `entry ${seq}`).toBe(hash)
  for (const seq of intended) expect(hashes.has(seq), `intent ${seq}`).toBe(true)
  expect(acknowledged.size).toBeGreaterThan(1000)

  const closed = all.map(({ correlation }) => Object(correlation).intended_seq).filter((seq) => seq !== null)
  expect(new Set(closed).size).toBe(closed.length)
  const open = all.filter(({ outcome, seq }) => outcome === 'intended' && !closed.includes(seq))
  // Only the last run can have left any.
  const lastStart = all.findLastIndex(({ outcome }) => outcome === 'interrupted')
  for (const { seq } of open) expect(all.findIndex((one) => one.seq === seq)).toBeGreaterThan(lastStart)
  expect(all.some(({ outcome }) => outcome === 'interrupted')).toBe(true)

  const { problems } = await verifyLog(join(root, 'audit'), {})
  expect(problems.filter(({ message }) => !message.includes('middle of a line'))).toEqual([])
}, 60_000)
