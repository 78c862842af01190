import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../core/clock.fake.ts'
import { createLogFiles } from '../../../host/real/log-files.ts'
import { createOwnedFiles } from '../../../host/real/owned-files.ts'
import { createFileSource } from './file-source.ts'
import type { LogSource, SourceChunk } from './log-source.ts'

let top: string
let folder: string
let path: string
let clock: FakeClock
let source: LogSource
let ending: AbortController
let followed: AsyncIterator<SourceChunk> | null
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'follow-')))
  folder = join(top, 'logs')
  path = join(folder, 'gateway.log')
  mkdirSync(folder)
  appendFileSync(path, 'what was there before\n')
  clock = createFakeClock()
  followed = null
  ending = new AbortController()
  source = createFileSource({
    files: createOwnedFiles(),
    logFiles: createLogFiles(),
    clock,
    installation: { ownerUid: process.getuid?.() ?? 0, profile: null },
    logFile: () => path,
  })
})
afterEach(async () => {
  ending.abort()
  await followed?.return?.()
  rmSync(top, { recursive: true, force: true })
})

const rotate = () => {
  rmSync(join(folder, 'gateway.5.log'), { force: true })
  for (const n of [4, 3, 2, 1]) {
    try {
      renameSync(join(folder, `gateway.${n}.log`), join(folder, `gateway.${n + 1}.log`))
    } catch {
      // There are not so many yet.
    }
  }
  renameSync(path, join(folder, 'gateway.1.log'))
}

/** Somebody who has followed up to what is written now, and whose next chunks can be waited for. */
async function follow() {
  const { lines } = await source.before(null, 1, ending.signal)
  const chunks = source.follow(lines[0]?.position ?? null, ending.signal)[Symbol.asyncIterator]()
  followed = chunks
  const next = async (): Promise<SourceChunk> => (await chunks.next()).value
  appendFileSync(path, 'heard\n')
  expect(await next()).toMatchObject({ lines: [{ text: 'heard' }] })
  return {
    next,
    async lines(count: number): Promise<string[]> {
      const texts: string[] = []
      while (texts.length < count) {
        const chunk = await next()
        if (chunk.kind === 'gap') throw new Error(chunk.gap.message)
        texts.push(...chunk.lines.map(({ text }) => text))
      }
      return texts
    },
  }
}

test('nothing is lost while the files are put aside again and again', async () => {
  const follower = await follow()
  for (let round = 0; round < 12; round++) {
    const written = Array.from({ length: 50 }, (_, index) => `round ${round} line ${index}`)
    for (const [index, line] of written.entries()) {
      if (index === 20 || index === 30) rotate()
      appendFileSync(path, `${line}\n`)
    }
    expect(await follower.lines(50)).toEqual(written)
  }
})

test('a log that is cut goes on behind a gap, and from its copy where there is one', async () => {
  const follower = await follow()
  appendFileSync(path, `${'a line that is long enough to be known again '.repeat(3)}\n`)
  await follower.lines(1)
  truncateSync(path)
  appendFileSync(path, 'after\n')
  expect(await follower.next()).toMatchObject({ kind: 'gap', gap: { reason: 'truncated' } })
  expect(await follower.lines(1)).toEqual(['after'])
  appendFileSync(path, `${'another line that is long enough '.repeat(5)}\n`)
  await follower.lines(1)
  appendFileSync(path, 'only in the copy\n')
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
  appendFileSync(path, 'behind it\n')
  expect(await follower.lines(1)).toEqual(['only in the copy'])
  expect(await follower.next()).toMatchObject({ kind: 'gap', gap: { reason: 'truncated' } })
  expect(await follower.lines(1)).toEqual(['behind it'])
})

test('a folder that was deleted is waited for', async () => {
  const follower = await follow()
  rmSync(folder, { recursive: true })
  const next = follower.next()
  await clock.advanceAsync(3000)
  mkdirSync(folder)
  appendFileSync(path, 'back\n')
  clock.advance(1000)
  expect(await next).toMatchObject({ kind: 'gap', gap: { reason: 'rotated_away' } })
  expect(await follower.lines(1)).toEqual(['back'])
  appendFileSync(path, 'and heard at once\n')
  expect(await follower.lines(1)).toEqual(['and heard at once'])
})

test('a link in the place of the log is one gap and never read', async () => {
  appendFileSync(join(top, 'secret'), 'secret\n')
  const follower = await follow()
  rotate()
  symlinkSync(join(top, 'secret'), path)
  const next = follower.next()
  clock.advance(1000)
  expect(await next).toMatchObject({ kind: 'gap', gap: { reason: 'unreadable' } })
  rmSync(path)
  appendFileSync(path, 'plain again\n')
  clock.advance(1000)
  expect(await follower.lines(1)).toEqual(['plain again'])
})
