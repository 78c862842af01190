import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLinuxMeters } from './linux-meters.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'proc-'))
  put('stat', 'cpu  500 20 200 9000 300 10 30 40 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nintr 99\n')
  put(
    'meminfo',
    'MemTotal:        8067104 kB\nMemFree:          100 kB\nMemAvailable:    5550168 kB\nBuffers:  1 kB\n' +
      'SwapCached: 7 kB\nSwapTotal:       2097148 kB\nSwapFree:        2097000 kB\n',
  )
  put('loadavg', '0.12 0.34 0.56 1/234 5678\n')
  put('uptime', '521640.25 1034567.89\n')
})
afterEach(() => rmSync(root, { recursive: true }))

function put(name: string, text: string): void {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), text)
}

/** proc_pid_stat(5) with a name that tries to look like more fields, and a negative nice value. */
const statOf = (startTicks: number, user = 314) =>
  `42 (open) claw 1 2) S 1 42 42 0 -1 4194560 9 8 7 6 ${user} 26 5 4 20 -5 18 0 ${startTicks} 1268 100610 18446744073709551615\n`

test('the machine is told from the files of /proc', async () => {
  const meters = createLinuxMeters(root)
  expect(await meters.machine()).toEqual({
    cpu: { busy: 800, total: 10_100 },
    memoryTotalBytes: 8_067_104 * 1024,
    memoryAvailableBytes: 5_550_168 * 1024,
    swapUsedBytes: 148 * 1024,
    load1m: 0.12,
    uptimeSeconds: 521_640.25,
  })
  meters.close()
})

test('what a file does not say is null, and so is a file that is not there', async () => {
  put('meminfo', 'MemTotal:        8067104 kB\n')
  put('stat', 'cpu  1 2\nintr 3 4 5 6 7 8 9\n')
  rmSync(join(root, 'loadavg'))
  put('uptime', '')
  const meters = createLinuxMeters(root)
  expect(await meters.machine()).toEqual({
    cpu: null,
    memoryTotalBytes: 8_067_104 * 1024,
    memoryAvailableBytes: null,
    swapUsedBytes: null,
    load1m: null,
    uptimeSeconds: null,
  })
  meters.close()
})

test('a process is told with its start, its time, its memory, threads and open files', async () => {
  put('42/stat', statOf(900))
  for (const file of ['0', '1', '2']) put(`42/fd/${file}`, '')
  const meters = createLinuxMeters(root)
  const told = await meters.process(42)
  expect(told).toMatchObject({ startTicks: 900, cpuSeconds: 3.4, rssBytes: 100_610 * 4096, threads: 18 })
  expect(told?.openFiles).toBeGreaterThan(0)
  expect(await meters.process(43)).toBe(null)
  meters.close()
})

test('open files that may not be counted are not known', async () => {
  put('42/stat', statOf(900))
  const meters = createLinuxMeters(root)
  expect(await meters.process(42)).toMatchObject({ threads: 18, openFiles: null })
  meters.close()
})

test('a file that is kept open is read anew each time', async () => {
  put('42/stat', statOf(900))
  const meters = createLinuxMeters(root)
  await meters.process(42)
  writeFileSync(join(root, '42/stat'), statOf(900, 414))
  writeFileSync(join(root, 'loadavg'), '2.50 0 0\n')
  expect(await meters.process(42)).toMatchObject({ cpuSeconds: 4.4 })
  expect(await meters.machine()).toMatchObject({ load1m: 2.5 })
  meters.close()
})

test('meters that were closed open what they need again', async () => {
  const meters = createLinuxMeters(root)
  await meters.machine()
  meters.close()
  expect(await meters.machine()).toMatchObject({ load1m: 0.12 })
  meters.close()
})
