import { expect, test } from 'vitest'
import { diskFindings, separationFinding } from './host-findings.ts'

const at = '2026-11-23T02:07:00.000Z'
const gibibyte = 1024 ** 3
const disk = (percent: number) => ({
  mount: '/',
  total_bytes: 100 * gibibyte,
  free_bytes: percent * gibibyte,
  holds: ['system' as const],
})

test.each([
  [50, null],
  [10, null],
  [9.9, 'warning'],
  [3, 'warning'],
  [2.9, 'critical'],
  [0, 'critical'],
])('%d %% free is %s', (percent, severity) => {
  expect(diskFindings([disk(percent)], at)[0]?.severity ?? null).toBe(severity)
})

test('a disk of no size, as some virtual file systems have, is no finding', () => {
  expect(diskFindings([{ ...disk(0), total_bytes: 0 }], at)).toEqual([])
})

test('sharing a user is told with the name of the user', () => {
  const agent = { separation: 'none' } as Parameters<typeof separationFinding>[0]
  const user = { uid: 1000, name: 'robin', home: '/home/robin' }
  expect(separationFinding(agent, user, at)).toMatchObject([
    { id: 'separation_none', detail: expect.stringContaining('robin') },
  ])
  expect(separationFinding({ ...agent, separation: 'own_uid' }, user, at)).toEqual([])
})
