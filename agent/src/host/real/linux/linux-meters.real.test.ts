import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { createLinuxMeters } from './linux-meters.ts'
import { parseProcessStat } from './process-stat.ts'

const meters = createLinuxMeters()
afterEach(() => meters.close())

const descriptors = () => readdirSync('/proc/self/fd').length

test('this machine is measured as Node sees it', async () => {
  const told = await meters.machine()
  expect(told.memoryTotalBytes).toBe(totalmem())
  expect(told.memoryAvailableBytes).toBeGreaterThan(0)
  expect(told.uptimeSeconds).toBeGreaterThan(1)
  const later = await meters.machine()
  expect((later.cpu?.total ?? 0) - (told.cpu?.total ?? 0)).toBeGreaterThanOrEqual(0)
})

test('a process is measured as the kernel describes it in words', async () => {
  const told = await meters.process(process.pid)
  const status = readFileSync('/proc/self/status', 'utf8')
  const stat = parseProcessStat(readFileSync('/proc/self/stat', 'utf8'))
  expect(told?.startTicks).toBe(stat?.startTicks)
  expect(told?.threads).toBe(Number(/^Threads:\t(\d+)/m.exec(status)?.[1]))
  expect(Math.abs((told?.openFiles ?? 0) - descriptors())).toBeLessThanOrEqual(3)
  expect(Math.abs((told?.rssBytes ?? 0) - process.memoryUsage.rss())).toBeLessThan(32e6)
})

test('a process that ended is gone, and leaves no file open here', async () => {
  const child = spawn('sleep', ['60'])
  await once(child, 'spawn')
  const { pid = 0 } = child
  expect(await meters.process(pid)).toMatchObject({ threads: 1 })
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  expect(await meters.process(pid)).toBe(null)
  meters.close()
  const before = descriptors()
  for (let i = 0; i < 50; i++) await meters.process(process.pid + 100_000 + i)
  expect(descriptors()).toBeLessThanOrEqual(before)
})
