import { expect, test } from 'vitest'
import { giveBackMemory } from './give-back-memory.ts'

test('what nobody holds any more is gone, and the collector is not left open to others', () => {
  const held = () => process.memoryUsage().arrayBuffers
  const before = held()
  let left: Uint8Array | null = new Uint8Array(64 * 1024 * 1024)
  expect(held() - before).toBeGreaterThan(60 * 1024 * 1024 * Math.sign(left.length))
  left = null
  giveBackMemory()
  expect(held() - before).toBeLessThan(8 * 1024 * 1024)
  expect(globalThis).not.toHaveProperty('gc')
})
