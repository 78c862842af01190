import { expect, test } from 'vitest'
import { createLogWorld, folder, type LogWorld, logPath, never, settled } from './test/log-world.ts'

const follow = async (world: LogWorld, position: string | null = null) => {
  const follower = world.follow(position)
  await settled()
  return follower
}

test('what is written comes as it is written, and nothing of what was there', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.write('one\ntwo\r\n')
  await settled()
  world.write('three\n')
  await settled()
  expect(follower.texts()).toEqual(['one', 'two', 'three'])
  expect(follower.chunks).toHaveLength(2)
  await follower.stop()
  expect([world.open(), world.clock.pending()]).toEqual([0, 0])
})

test('a line in pieces is told whole, and one that stays unfinished after a second', async () => {
  const world = createLogWorld()
  const follower = await follow(world)
  world.write('to')
  await world.clock.advanceAsync(900)
  world.write('rn')
  await world.clock.advanceAsync(900)
  expect(follower.texts()).toEqual([])
  world.write('\nleft')
  await world.clock.advanceAsync(1100)
  await settled()
  expect(follower.texts()).toEqual(['torn', 'left'])
  world.write('\r\nnext\n')
  await settled()
  expect(follower.texts()).toEqual(['torn', 'left', 'next'])
  await follower.stop()
})

test('a file that is put aside is read to its end, then the new one from its beginning', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.write('a\n')
  world.rotate()
  world.write('b\n')
  world.rotate()
  world.write('c\n')
  world.rotate()
  await settled()
  world.write('d\n')
  await world.clock.advanceAsync(2000)
  await settled()
  expect(follower.texts()).toEqual(['a', 'b', 'c', 'd'])
  expect(follower.gaps()).toEqual([])
  await follower.stop()
  expect(world.open()).toBe(0)
})

test('what is written to a file while the next one is looked for is told before it', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.onList = () => {
    world.onList = () => undefined
    world.disk.append(`${folder}/gateway.1.log`, 'last\n', { uid: 1000, at: world.clock.now() })
  }
  world.rotate()
  world.write('new\n')
  await settled()
  expect(follower.texts()).toEqual(['last', 'new'])
  await follower.stop()
})

test('files that are put aside during a look are each told once', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  let left = 3
  world.onList = () => {
    left -= 1
    if (left < 0) return
    world.write(`${left}\n`)
    world.rotate()
  }
  world.write('first\n')
  world.rotate()
  world.write('second\n')
  await follower.told(5)
  world.write('last\n')
  await world.clock.advanceAsync(1000)
  await settled()
  expect(follower.texts()).toEqual(['first', 'second', '2', '1', '0', 'last'])
  expect(follower.gaps()).toEqual([])
  await follower.stop()
})

test('who still writes to a file after it was put aside is heard until the new one begins', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.rotate()
  world.write('')
  await world.clock.advanceAsync(3000)
  world.disk.append(`${folder}/gateway.1.log`, 'late', { uid: 1000, at: world.clock.now() })
  await settled()
  world.write('new\n')
  await world.clock.advanceAsync(1000)
  await settled()
  expect(follower.texts()).toEqual(['late', 'new'])
  await follower.stop()
})

test('a log that is copied and cut is told to the end of its copy, behind it is a gap', async () => {
  const world = createLogWorld()
  const follower = await follow(world)
  world.write(`${'first '.repeat(20)}\n`)
  await settled()
  world.write('before\n')
  world.copyTruncate()
  world.write('after\n')
  await settled()
  expect(follower.texts().slice(1)).toEqual(['before', 'after'])
  expect(follower.gaps()).toMatchObject([{ reason: 'truncated', lost: null }])
  await follower.stop()
})

test('a log that was cut and has grown over the place again is noticed', async () => {
  const world = createLogWorld()
  world.write('0123456\n')
  const follower = await follow(world)
  world.truncate('abcdefg\nhij\n')
  await settled()
  expect(follower.chunks).toMatchObject([
    { kind: 'gap' },
    { kind: 'lines', lines: [{ text: 'abcdefg' }, { text: 'hij' }] },
  ])
  await follower.stop()
})

test('of a log that shrinks nothing is told twice', async () => {
  const world = createLogWorld()
  const first = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('')
  world.write(first)
  const follower = await follow(world)
  world.truncate(first.slice(0, 90))
  await settled()
  world.write('line 11 again\n')
  await settled()
  expect(follower.gaps()).toMatchObject([{ reason: 'truncated' }])
  expect(follower.texts()).toEqual(['line 11 again'])
  await follower.stop()
})

test('a folder that disappears is waited for, and what may have come and gone with it is a gap', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.write('last\n')
  world.disk.remove(folder)
  await world.clock.advanceAsync(10_000)
  world.write('back\n')
  await world.clock.advanceAsync(1000)
  world.write('and on\n')
  await world.clock.advanceAsync(1000)
  await settled()
  expect(follower.texts()).toEqual(['last', 'back', 'and on'])
  expect(follower.gaps()).toMatchObject([{ reason: 'rotated_away', lost: null }])
  await follower.stop()
})

test('a log that does not exist yet is told from its beginning', async () => {
  const world = createLogWorld()
  const follower = await follow(world)
  await world.clock.advanceAsync(5000)
  world.write('first\n')
  await settled()
  expect(follower.texts()).toEqual(['first'])
  await follower.stop()
})

test('a log that is put aside while somebody begins to follow it is not told from its beginning', async () => {
  const world = createLogWorld()
  world.write('old\n')
  world.onOpen = () => {
    world.onOpen = () => undefined
    world.rotate()
  }
  const follower = await follow(world)
  world.write('new\n')
  await world.clock.advanceAsync(2000)
  await settled()
  expect(follower.texts()).toEqual(['new'])
  expect(follower.gaps()).toEqual([])
  await follower.stop()
})

test('a new file that may not be read is one gap, and told from its beginning when it may', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.rotate()
  world.write('hidden\n')
  world.disk.change(logPath, { uid: 0 })
  await world.clock.advanceAsync(10_000)
  expect(follower.gaps()).toMatchObject([{ reason: 'unreadable' }])
  world.disk.change(logPath, { uid: 1000 })
  await world.clock.advanceAsync(2000)
  await settled()
  expect(follower.texts()).toEqual(['hidden'])
  expect(follower.gaps()).toHaveLength(1)
  await follower.stop()
  expect(world.open()).toBe(0)
})

test('a file that was put aside and may not be read is passed over with a gap', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.write('read\n')
  world.rotate()
  world.write('hidden\n')
  world.rotate()
  world.disk.change(`${folder}/gateway.1.log`, { uid: 0 })
  world.write('new\n')
  await world.clock.advanceAsync(2000)
  await settled()
  expect(follower.texts()).toEqual(['read', 'new'])
  expect(follower.gaps()).toMatchObject([{ reason: 'unreadable' }])
  await follower.stop()
  world.disk.change(`${folder}/gateway.1.log`, { uid: 1000 })
  const hidden = (await world.source.before(null, 2, never)).lines[0]?.position ?? ''
  world.disk.change(`${folder}/gateway.1.log`, { uid: 0 })
  const again = await follow(world, hidden)
  expect(again.chunks).toMatchObject([{ gap: { reason: 'unreadable' } }, { lines: [{ text: 'new' }] }])
  await again.stop()
  expect(world.open()).toBe(0)
})

test('a log that may not be read at the beginning is one gap', async () => {
  const world = createLogWorld()
  world.write('old\n')
  world.disk.change(logPath, { uid: 0 })
  const follower = await follow(world)
  await world.clock.advanceAsync(5000)
  world.disk.change(logPath, { uid: 1000 })
  await world.clock.advanceAsync(2000)
  world.write('new\n')
  await settled()
  expect(follower.gaps()).toMatchObject([{ reason: 'unreadable' }])
  expect(follower.texts()).toEqual(['new'])
  await follower.stop()
})

test('a follower that went away goes on where it was, over files that were put aside meanwhile', async () => {
  const world = createLogWorld()
  const first = await follow(world)
  world.write('a\nb\n')
  await settled()
  await first.stop()
  world.write('c\n')
  world.rotate()
  world.write('d\n')
  world.rotate()
  world.write('e\n')
  const second = await follow(world, first.lines()[0]?.position)
  expect(second.texts()).toEqual(['b', 'c', 'd', 'e'])
  const third = await follow(world, 'of-something-else')
  world.write('f\n')
  await settled()
  expect(third.chunks).toMatchObject([{ kind: 'gap', gap: { reason: 'cursor_unknown' } }, { lines: [{ text: 'f' }] }])
  await Promise.all([second.stop(), third.stop()])
})

test('a file of which six have come since is a gap, and the oldest that is left comes next', async () => {
  const world = createLogWorld()
  world.write('old\n')
  const follower = await follow(world)
  world.clock.setWall(world.clock.now() + 1000)
  world.write('read\n')
  for (const text of ['a\n', 'b\n', 'c\n', 'd\n', 'e\n', 'f\n', 'g\n']) {
    world.clock.setWall(world.clock.now() + 1000)
    world.rotate()
    world.write(text)
  }
  await world.clock.advanceAsync(2000)
  await settled()
  expect(follower.texts()).toEqual(['read', 'b', 'c', 'd', 'e', 'f', 'g'])
  expect(follower.gaps()).toMatchObject([{ reason: 'rotated_away' }])
  await follower.stop()
})

test('a line of 50 MB is told once, by its beginning', async () => {
  const world = createLogWorld()
  const follower = await follow(world)
  const piece = 'x'.repeat(10_000_000)
  for (let time = 0; time < 5; time++) world.write(piece)
  world.write('\nnext\n')
  await follower.told(2)
  expect(follower.lines()).toMatchObject([{ text: 'x'.repeat(16_384), truncated: true }, { text: 'next' }])
  await follower.stop()
})

test('lines come in batches of 64 KiB at most', async () => {
  const world = createLogWorld()
  const follower = await follow(world)
  world.write(`${'y'.repeat(16_384)}\n`.repeat(40))
  await follower.told(40)
  for (const chunk of follower.chunks) {
    const length = chunk.kind === 'lines' ? chunk.lines.reduce((sum, { text }) => sum + text.length, 0) : 0
    expect(length).toBeLessThanOrEqual(65_536)
  }
  await follower.stop()
})
