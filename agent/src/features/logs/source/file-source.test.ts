import { expect, test } from 'vitest'
import { createLogWorld, folder, logPath, never } from './test/log-world.ts'

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index} of a log that says what happened\n`).join(
    '',
  )
const texts = (lines: { text: string }[]) => lines.map(({ text }) => text)

test('the newest lines come oldest first, and from the files that were put aside too', async () => {
  const world = createLogWorld()
  world.write(numbered(1, 4))
  world.rotate()
  world.write(numbered(5, 6))
  const { lines, older } = await world.source.before(null, 4, never)
  expect(texts(lines).map((text) => text.slice(0, 6))).toEqual(['line 3', 'line 4', 'line 5', 'line 6'])
  expect(older).toBe(true)
  expect(await world.source.before(null, 6, never)).toMatchObject({ older: false, lines: { length: 6 } })
  expect(world.open()).toBe(0)
})

test('from each position the lines before and after it are all lines', async () => {
  const world = createLogWorld()
  world.write('\nα\r\n')
  world.rotate()
  world.write(`${numbered(1, 30)}\n\nwithout end`)
  world.clock.advance(5000)
  const { lines: all } = await world.source.before(null, 100, never)
  expect(all).toHaveLength(35)
  for (const [index, { position }] of all.entries()) {
    const { lines, older } = await world.source.before(position, index + 1, never)
    const after = await world.source.after(position, 100, never)
    expect([...lines, ...after.chunks.flatMap((chunk) => (chunk.kind === 'lines' ? chunk.lines : []))]).toEqual(all)
    expect([older, after.more]).toEqual([false, false])
  }
  expect(all.every(({ position }) => /^[0-9A-Za-z_-]{1,120}$/.test(position))).toBe(true)
  expect(world.open()).toBe(0)
})

test('a page forward says whether there is more', async () => {
  const world = createLogWorld()
  world.write(numbered(1, 10))
  const { lines } = await world.source.before(null, 8, never)
  const page = await world.source.after(lines[0]?.position ?? '', 3, never)
  expect(page).toMatchObject({ more: true, chunks: [{ kind: 'lines', lines: lines.slice(1, 4) }] })
})

test('a line that is still being written is left out until nothing was added to it for a second', async () => {
  const world = createLogWorld()
  world.write('first\nsecond')
  expect(texts((await world.source.before(null, 10, never)).lines)).toEqual(['first'])
  world.clock.advance(1000)
  expect(texts((await world.source.before(null, 10, never)).lines)).toEqual(['first', 'second'])
})

test('a line of any length is told by its first 16 KiB, and what is no UTF-8 by a mark', async () => {
  const world = createLogWorld()
  const long = 'ä'.repeat(4_000_000)
  world.write(`before\n${long}\n\u0000after\u001b[31m\r\n`)
  const { lines } = await world.source.before(null, 3, never)
  expect(lines.map(({ truncated }) => truncated)).toEqual([false, true, false])
  expect(texts(lines)).toEqual(['before', 'ä'.repeat(8192), '\u0000after\u001b[31m'])
})

test('a position that no file has any more goes on behind a gap', async () => {
  const world = createLogWorld()
  world.write(numbered(1, 3))
  const { lines } = await world.source.before(null, 1, never)
  const position = lines[0]?.position ?? ''
  for (let time = 0; time < 6; time++) {
    world.clock.advance(10_000)
    world.rotate()
    world.write(numbered(10 * time, 10 * time + 9))
  }
  const { chunks } = await world.source.after(position, 1, never)
  expect(chunks).toMatchObject([
    { kind: 'gap', gap: { reason: 'rotated_away', lost: null } },
    { kind: 'lines', lines: [{ text: 'line 0 of a log that says what happened' }] },
  ])
  const [gap] = chunks
  expect((await world.source.after(gap?.kind === 'gap' ? (gap.position ?? '') : '', 1, never)).chunks).toEqual([
    chunks[1],
  ])
})

test('a file with the number of another one is not taken for it', async () => {
  const world = createLogWorld()
  world.disk.write(logPath, numbered(1, 50), { uid: 1000, at: world.clock.now(), inode: 77 })
  const { lines } = await world.source.before(null, 1, never)
  world.disk.remove(logPath)
  world.clock.advance(1000)
  world.disk.write(logPath, numbered(101, 190), { uid: 1000, at: world.clock.now(), inode: 77 })
  const { chunks } = await world.source.after(lines[0]?.position ?? '', 1, never)
  expect(chunks).toMatchObject([
    { kind: 'gap', gap: { reason: 'truncated' } },
    { kind: 'lines', lines: [{ text: expect.stringContaining('line 101') }] },
  ])
})

test('a place that was copied before the file was cut is found in the copy', async () => {
  const world = createLogWorld()
  world.write(numbered(1, 9))
  const { lines } = await world.source.before(null, 3, never)
  world.copyTruncate()
  world.write(numbered(10, 11))
  const { chunks } = await world.source.after(lines[0]?.position ?? '', 9, never)
  const found = chunks.flatMap((chunk) => (chunk.kind === 'lines' ? texts(chunk.lines) : []))
  expect(found.map((text) => text.split(' ')[1])).toEqual(['8', '9', '10', '11'])
})

test('a position of something else is an unknown one', async () => {
  const world = createLogWorld()
  world.write(numbered(1, 3))
  for (const position of ['', 'x', '1-1-1-1-1-1', 's=4a;i=7']) {
    const { chunks } = await world.source.after(position, 1, never)
    expect(chunks).toMatchObject([{ kind: 'gap', gap: { reason: 'cursor_unknown' } }])
  }
})

test('before everything there is a place too', async () => {
  const world = createLogWorld()
  expect(await world.source.after('0', 9, never)).toEqual({ chunks: [], more: false })
  world.write('one\n')
  world.rotate()
  world.write('two\n')
  expect(await world.source.before('0', 9, never)).toEqual({ lines: [], older: false })
  expect((await world.source.after('0', 9, never)).chunks).toMatchObject([
    { lines: [{ text: 'one' }, { text: 'two' }] },
  ])
  expect(world.open()).toBe(0)
})

test('a log without a name of its own is that of the days and the profile', async () => {
  const world = createLogWorld({ logFile: null, profile: 'Work_1' })
  const day = (name: string, text: string) =>
    world.disk.write(`/tmp/openclaw/${name}`, text, { uid: 1000, at: world.clock.now() })
  world.disk.makeDirectory('/tmp/openclaw', { uid: 1000, at: 0 })
  day('openclaw-2026-11-23.log', 'of somebody else\n')
  day('openclaw--1work-01-2026-11-22.1.log', 'one\n')
  day('openclaw--1work-01-2026-11-22.log', 'two\n')
  day('openclaw--1work-01-2026-11-23.log', 'three\n')
  expect(texts((await world.source.before(null, 9, never)).lines)).toEqual(['one', 'two', 'three'])
})

test('its facts say how much there is, from when, and why it cannot be read', async () => {
  const world = createLogWorld()
  expect(await world.source.facts()).toMatchObject({ available: false, reason: expect.stringContaining('no log file') })
  world.write('{"time":"2026-11-23T02:00:00.000+00:00","message":"a"}\n')
  world.rotate()
  world.write('b\n')
  expect(await world.source.facts()).toEqual({
    available: true,
    reason: null,
    sizeBytes: 57,
    files: 2,
    oldestAt: Date.UTC(2026, 10, 23, 2),
    newestAt: world.clock.now(),
  })
  world.disk.change(logPath, { uid: 0 })
  expect(await world.source.facts()).toMatchObject({
    available: false,
    reason: expect.stringContaining('belongs to user 0'),
  })
  await expect(world.source.before(null, 1, never)).rejects.toMatchObject({ reason: 'unsafe' })
  expect(world.open()).toBe(0)
})

test('of ten thousand files that were put aside the newest are read', async () => {
  const world = createLogWorld()
  for (let n = 1; n <= 10_000; n++) world.disk.write(`${folder}/gateway.${n}.log`, `${n}\n`, { uid: 1000, at: 1 })
  world.write('now\n')
  expect(await world.source.facts()).toMatchObject({ files: 64 })
  expect(texts((await world.source.before(null, 3, never)).lines)).toEqual(['2', '1', 'now'])
})
