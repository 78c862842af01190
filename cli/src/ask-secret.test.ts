import { PassThrough, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { runCli } from '../test/run-cli.ts'
import { askSecret } from './ask-secret.ts'

const set = 'POST /auth/passphrase'
const api = { [set]: { status: 204 } }

test.each([
  ['correct horse\r', 'correct horse'],
  ['correct hors\u007fse\n', 'correct horse'],
  ['wrong\u0015correct horse\r', 'correct horse'],
  ['grün 🐎🐎🐎\u007f Pferd\r', 'grün 🐎🐎 Pferd'],
  ['correct\t\u001b[A horse\r', 'correct[A horse'],
])('what is typed as %j is read as %j', async (typed, read) => {
  const { sent, code } = await runCli(['passphrase', 'set'], { api, typed: [typed, typed] })
  expect(sent).toEqual([{ call: set, token: 'token-1', body: { passphrase: read } }])
  expect(code).toBe(0)
})

test('a new passphrase that is too short, or differs the second time, changes nothing', async () => {
  const short = await runCli(['passphrase', 'set'], { api, typed: ['1234567\r'] })
  expect(short).toMatchObject({ code: 1, sent: [] })
  const other = await runCli(['passphrase', 'set'], { api, typed: ['correct horse\r', 'correct house\r'] })
  expect(other).toMatchObject({ code: 1, sent: [] })
  expect(other.stderr).toContain('The two differ.')
})

test('a change asks for the old one first', async () => {
  const typed = ['old passphrase\r', 'new passphrase\r', 'new passphrase\r']
  const { sent } = await runCli(['passphrase', 'change'], { api, typed })
  expect(sent[0]?.body).toEqual({ passphrase: 'new passphrase', old_passphrase: 'old passphrase' })
})

test('the echo is off before the question is seen, and on again after it', async () => {
  const happened: string[] = []
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => void happened.push(raw ? 'echo off' : 'echo on'),
  })
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      happened.push(String(chunk))
      done()
    },
  })
  stdin.write('correct horse\r')
  expect(await askSecret({ stdin, stderr }, 'Passphrase: ')).toBe('correct horse')
  expect(happened).toEqual(['echo off', 'Passphrase: ', 'echo on', '\n'])
})

test('without a terminal nothing is asked', async () => {
  expect(await runCli(['passphrase', 'set'], { api })).toMatchObject({ code: 3, sent: [] })
})
