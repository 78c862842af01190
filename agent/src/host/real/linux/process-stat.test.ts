import { expect, test } from 'vitest'
import { parseProcessStat } from './process-stat.ts'

const rest = '12116 12125 12125 0 -1 4194560 309629 59492 2 2 1134 331 74 43 20 0 15 0 167088 4970082304 220953 184'

test('a line of the real MoltBot is read', () => {
  expect(parseProcessStat(`12125 (openclaw-gatewa) S ${rest}`)).toEqual({
    pid: 12125,
    parentPid: 12116,
    comm: 'openclaw-gatewa',
    startTicks: 167_088,
    state: 'running',
    rssBytes: 220_953 * 4096,
    cpuSeconds: 14.65,
  })
})

test('a name that imitates the fields does not shift them', () => {
  expect(parseProcessStat(`7 (a) Z 1 (b)) T ${rest}`)).toMatchObject({ pid: 7, comm: 'a) Z 1 (b)', state: 'stopped' })
})

test.each(['', '12 (half', 'no parentheses at all', '12 (x) S 1 2'])('%j is nothing', (text) => {
  expect(parseProcessStat(text)).toBeNull()
})
