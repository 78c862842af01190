import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JournalUnit } from '../../host.ts'
import { createJournal } from './journal.ts'
import { parseEntry, wholeCursor } from './journal-entry.ts'

const sequence = '71b36aeca2614194ac5a16807673ecaa'
const unit: JournalUnit = { name: 'openclaw-gateway.service', scope: 'system', ownerUid: 0 }
const { signal } = new AbortController()

const entry = (number: number, more: object = {}) =>
  JSON.stringify({
    __CURSOR: `s=${sequence};i=${number.toString(16)};b=c1;m=2;t=3;x=4`,
    __REALTIME_TIMESTAMP: '1795453316099123',
    MESSAGE: `line ${number}`,
    ...more,
  })

let folder: string
let program: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-journal-'))
  program = join(folder, 'journalctl')
})
afterEach(() => rm(folder, { recursive: true }))

/** A program that writes down how it was called, and then does as the script says. */
async function journalThat(script: string) {
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" >'${folder}/args'\n${script}\n`)
  await chmod(program, 0o700)
  return createJournal(program)
}
const print = (...lines: string[]) => `cat <<'END'\n${lines.join('\n')}\nEND`
const calledWith = async () => (await readFile(join(folder, 'args'), 'utf8')).trim().split('\n')

test('the last lines are read backwards from a place, and given oldest first', async () => {
  const journal = await journalThat(print(entry(12), entry(11)))
  const lines = await journal.before(unit, `${sequence}-c`, 2, signal)
  expect(lines).toEqual([
    { cursor: `${sequence}-b`, at: 1_795_453_316_099, text: 'line 11', truncated: false },
    { cursor: `${sequence}-c`, at: 1_795_453_316_099, text: 'line 12', truncated: false },
  ])
  expect(await calledWith()).toEqual(
    expect.arrayContaining(['--reverse', '--lines=2', `--cursor=s=${sequence};i=c`, '--unit=openclaw-gateway.service']),
  )
})

test('a unit of a user is looked for by its owner', async () => {
  const journal = await journalThat(print(entry(1)))
  await journal.after({ ...unit, scope: 'user', ownerUid: 1001 }, `${sequence}-1`, 10, signal)
  expect(await calledWith()).toEqual(
    expect.arrayContaining([
      `--after-cursor=s=${sequence};i=1`,
      '_SYSTEMD_USER_UNIT=openclaw-gateway.service',
      '_UID=1001',
    ]),
  )
})

test('no more is read than was asked for, and the program ends', async () => {
  const journal = await journalThat(`${print(entry(1), entry(2), entry(3))}\nexec sleep 60`)
  const lines = await journal.after(unit, `${sequence}-1`, 2, signal)
  expect(lines.map(({ text }) => text)).toEqual(['line 1', 'line 2'])
})

test('what follows comes as it is printed, until it is aborted', async () => {
  const journal = await journalThat(`${print(entry(1), entry(2))}\nexec sleep 60`)
  const stop = new AbortController()
  const seen: string[] = []
  for await (const lines of journal.follow(unit, null, stop.signal)) {
    seen.push(...lines.map(({ text }) => text))
    if (seen.length === 2) stop.abort()
  }
  expect(seen).toEqual(['line 1', 'line 2'])
})

describe('it is said why there is nothing to read', () => {
  test.each([
    ['echo "No journal files were opened due to insufficient permissions." >&2; exit 1', 'Add its user to the group'],
    ['echo "broken" >&2; exit 1', 'cannot be read'],
    ['exit 0', 'no line of this service'],
  ])('%s', async (script, reason) => {
    const journal = await journalThat(script)
    expect(await journal.refusal(unit)).toContain(reason)
  })

  test('without the program', async () => {
    expect(await createJournal(join(folder, 'none')).refusal(unit)).toBe('This host has no journal.')
  })
})

test('a read that fails says so', async () => {
  const journal = await journalThat('echo "insufficient permissions" >&2; exit 1')
  await expect(journal.before(unit, null, 1, signal)).rejects.toMatchObject({ reason: 'denied' })
})

test.each(['--rotate', 'a b.service', '../x.service', 'x.timer'])('%s is no unit', async (name) => {
  const journal = await journalThat(print(entry(1)))
  await expect(journal.before({ ...unit, name }, null, 1, signal)).rejects.toMatchObject({ reason: 'unsafe' })
})

describe('an entry', () => {
  test('with bytes that are no UTF-8 is decoded, and a long one is cut', () => {
    expect(parseEntry(entry(1, { MESSAGE: [104, 105, 255] }))?.text).toBe('hi\uFFFD')
    const long = parseEntry(entry(1, { MESSAGE: 'x'.repeat(20_000) }))
    expect([long?.text.length, long?.truncated]).toEqual([16_384, true])
  })

  test.each([
    'no JSON',
    '[]',
    'null',
    entry(1, { MESSAGE: null }),
    entry(1, { __CURSOR: 'x' }),
    entry(1, { __REALTIME_TIMESTAMP: 'now' }),
  ])('that is none is left out: %s', (json) => {
    expect(parseEntry(json)).toBe(null)
  })

  test('is found again by its place alone', () => {
    expect(wholeCursor(`${sequence}-1f`)).toBe(`s=${sequence};i=1f`)
    for (const text of ['', 'x', `${sequence}-`, `${sequence};i=1`, `${sequence}-1 --rotate`]) {
      expect(wholeCursor(text)).toBe(null)
    }
  })
})
