import { expect, test } from 'vitest'
import type { SourceChunk } from './log-source.ts'
import { createLogWorld, type Follower, folder, settled } from './test/log-world.ts'

/** Numbers from 0 on, below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Change = 'rename' | 'copy and cut' | 'cut' | 'delete'

/** Writes lines and changes the files at random, with a follower that is sometimes stopped and started again. */
async function live(seed: number, change: Change): Promise<{ written: string[]; chunks: SourceChunk[] }> {
  const random = randomFrom(seed)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const world = createLogWorld()
  const written: string[] = []
  const chunks: SourceChunk[] = []
  const next = () => {
    const text = `${written.length} ${'abcdefghij'.repeat(upTo(30))}`
    written.push(text)
    return text
  }
  const writeSome = async () => {
    for (let left = upTo(4); left > 0; left--) {
      const line = `${next()}${random() < 0.3 ? '\r' : ''}\n`
      const torn = upTo(line.length)
      world.write(line.slice(0, torn))
      if (random() < 0.3) await settled()
      if (random() < 0.3) await world.clock.advanceAsync(upTo(900))
      world.write(line.slice(torn))
      world.clock.advance(1 + upTo(5))
    }
  }
  const changeFiles = async () => {
    if (change === 'rename') world.rotate()
    else {
      // What was written and cut between two looks leaves no trace, so what came before the last lines was seen.
      await settled()
      if (change === 'copy and cut') await writeSome()
      if (change === 'copy and cut') world.copyTruncate()
      else if (change === 'cut') world.truncate()
      else if (random() < 0.5) world.disk.remove(`${folder}/gateway.log`)
      else world.disk.remove(folder)
    }
  }
  world.write('what was there before\n')
  let follower: Follower = world.follow()
  await settled()
  for (let step = 0; step < 60; step++) {
    const what = random()
    if (what < 0.5) await writeSome()
    else if (what < 0.7) await changeFiles()
    else if (what < 0.8) await world.clock.advanceAsync(upTo(3000))
    else if (what < 0.95) await settled()
    else {
      // Without anything that was told there is no place to go on from.
      if (lastPosition(follower.chunks) === null) continue
      await follower.stop()
      chunks.push(...follower.chunks)
      follower = world.follow(lastPosition(follower.chunks))
    }
  }
  world.write(`${next()}\n`)
  for (let second = 0; second < 8; second++) {
    await world.clock.advanceAsync(1000)
    await settled()
  }
  await follower.stop()
  expect([world.open(), world.clock.pending()]).toEqual([0, 0])
  return { written, chunks: [...chunks, ...follower.chunks] }
}

function lastPosition(chunks: SourceChunk[]): string | null {
  const last = chunks.at(-1)
  return (last?.kind === 'gap' ? last.position : last?.lines.at(-1)?.position) ?? null
}

/** What is wrong: a line that was not written, comes twice or too late, or is missing where no gap says so. */
function faults({ written, chunks }: { written: string[]; chunks: SourceChunk[] }): string[] {
  const wrong: string[] = []
  let expected = 0
  let mayMiss = false
  for (const chunk of chunks) {
    if (chunk.kind === 'gap') mayMiss = true
    for (const { text } of chunk.kind === 'lines' ? chunk.lines : []) {
      const place = written.indexOf(text, expected)
      if (place === -1) wrong.push(`unexpected: ${text.slice(0, 20)} after ${expected}`)
      else if (place > expected && !mayMiss) wrong.push(`silently lost: ${expected} to ${place - 1}`)
      if (place !== -1) expected = place + 1
      mayMiss = false
    }
  }
  if (expected < written.length) wrong.push(`silently lost at the end: ${expected}`)
  return wrong
}

const seeds = Array.from({ length: 25 }, (_, index) => index + 1)

test.each(['rename', 'copy and cut', 'cut', 'delete'] as const)(
  'whatever is written and done (%s), each line is told once, or a gap is in its place',
  async (change) => {
    const found: string[] = []
    for (const seed of seeds) found.push(...faults(await live(seed, change)).map((fault) => `seed ${seed}: ${fault}`))
    expect(found).toEqual([])
  },
  60_000,
)
