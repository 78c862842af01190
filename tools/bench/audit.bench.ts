import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@moltbot-ops/redact'
import { verifyLog } from '../../agent/src/features/audit/verify/verify-log.ts'
import { fillLog, openLogs, type Waiters } from './audit/logs.ts'
import { parseEachLine, sha256Of } from './audit/rivals.ts'
import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'

const waiting = 64

type FilledLog = Awaited<ReturnType<typeof fillLog>>

export async function prepareAudit(plan: BenchPlan): Promise<PreparedBench> {
  const root = mkdtempSync(join(tmpdir(), 'bench-audit-'))
  const logs = openLogs()
  const dispose = async () => {
    await logs.close()
    rmSync(root, { recursive: true, force: true })
  }
  try {
    const plain = await logs.open(join(root, 'plain'), (text) => text)
    const redacting = await logs.open(join(root, 'redacting'), createRedactor().text)
    const appends = plan.fast ? 300 : 100
    // What the log writes is what the disk is given bare: the same bytes in the same pieces.
    await plain.append(1, appends)
    const lines = linesOf(plain.file).slice(-appends)
    const bare = openSync(join(root, 'bare'), 'a', 0o600)
    const floor: Candidate = {
      name: 'write + fdatasync',
      measure: async () => perSecond(appends, () => writeBare(bare, lines)),
    }

    const rate = (name: string, log: Waiters, waiters: number, count: number): Candidate => ({
      name,
      measure: () => perSecondAsync(waiters * count, () => log.append(waiters, count)),
    })
    const each = plan.fast ? 50 : 20
    const turnsInRound = plan.fast ? 1 : 10

    const size = plan.fast ? 20_000 : 250_000
    const chain = await fillLog(logs, join(root, 'chain'), { entries: size, approvals: false })
    const signed = await fillLog(logs, join(root, 'signed'), { entries: size / 5, approvals: true })
    for (const log of [chain, signed]) await checkSame(log)
    // SHA-256 alone says nothing about signatures, so one of the logs has none to check.
    rmSync(join(chain.directory, 'checkpoints.jsonl'))
    const speed = (name: string, { megabytes }: FilledLog, run: () => Promise<unknown>): Candidate => ({
      name,
      measure: () => perCpuSecond(megabytes, run),
    })
    const verifying = (log: FilledLog) => [
      speed('audit verify', log, () => verifyLog(log.directory, {})),
      speed('SHA-256 alone', log, async () => sha256Of(log.directory)),
      speed('parse and hash each line', log, async () => parseEachLine(log.directory)),
    ]
    return {
      series: [
        {
          name: 'append, one by one',
          unit: 'entries per second',
          includes: 'canonical JSON, chain, write and fdatasync of each entry; redaction of its texts where named',
          candidates: [rate('audit log', plain, 1, appends), rate('with redaction', redacting, 1, appends), floor],
          turnsInRound,
          gates: [{ candidate: 'audit log', rival: floor.name, bound: 'at least', ratio: 0.85, hope: 0.9 }],
        },
        {
          name: `append, ${waiting} at a time`,
          unit: 'entries per second',
          includes: `the same for ${waiting} writers, each of which waits for its entry; the bare disk still one by one`,
          candidates: [
            rate('audit log', plain, waiting, each),
            rate('with redaction', redacting, waiting, each),
            floor,
          ],
          turnsInRound,
          gates: [{ candidate: 'audit log', rival: floor.name, bound: 'at least', ratio: 10, hope: 15 }],
        },
        {
          name: 'verify the chain',
          unit: 'MB per second of CPU time',
          includes: 'reading the files (cached by the system) and every hash; there is no checkpoint and no approval',
          candidates: verifying(chain),
          gates: [
            { candidate: 'audit verify', rival: 'SHA-256 alone', bound: 'at least', ratio: 0.3 },
            { candidate: 'audit verify', rival: 'parse and hash each line', bound: 'at least', ratio: 2.5 },
          ],
        },
        {
          name: 'verify the chain and its signatures',
          unit: 'MB per second of CPU time',
          includes:
            'a checkpoint (Ed25519) every 256 entries and an approval (ES256) in four, which the others do not check; no gate',
          candidates: verifying(signed),
          gates: [],
        },
      ],
      floor: { ...floor, name: 'floor', unit: 'entries per second' },
      notes: () => [
        `to verify: ${sizeText(chain)}; with approvals ${sizeText(signed)}`,
        `file system type 0x${statfsSync(root).type.toString(16)} in the temporary directory; a disk that answers fdatasync in a fraction of a millisecond is cached or virtual`,
      ],
      async dispose() {
        closeSync(bare)
        await dispose()
      },
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

function linesOf(file: string): Buffer[] {
  return readFileSync(file, 'utf8')
    .split(/(?<=\n)/)
    .filter((line) => line !== '')
    .map((line) => Buffer.from(line))
}

function writeBare(file: number, lines: readonly Buffer[]): void {
  for (const line of lines) {
    writeSync(file, line)
    fdatasyncSync(file)
  }
}

function perSecond(count: number, work: () => void): number {
  const began = performance.now()
  work()
  return (count * 1000) / (performance.now() - began)
}

async function perSecondAsync(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (count * 1000) / (performance.now() - began)
}

/** Verifying waits for nothing, so neighbours on the machine need not be in the figure. */
async function perCpuSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (count * 1e6) / (user + system)
}

function sizeText({ megabytes, entries }: FilledLog): string {
  return `${entries} entries, ${megabytes.toFixed(0)} MB, ${Math.round((megabytes * 1e6) / entries)} bytes each`
}

/** Both ways read the same log: the same number of entries, the same last hash, no problem. */
async function checkSame({ directory, key, entries }: FilledLog): Promise<void> {
  const verified = await verifyLog(directory, { key })
  const parsed = parseEachLine(directory)
  const agree = verified.verdict === 'valid' && verified.entries === entries && parsed.entries === entries
  if (!agree || verified.checkpoint?.hash !== parsed.lastHash) {
    throw new Error(`the candidates do not read the same log (${verified.message}); nothing was measured`)
  }
}
