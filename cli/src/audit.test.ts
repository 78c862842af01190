import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Api, example, problem, runCli } from '../test/run-cli.ts'

const list = 'GET /audit/events?limit=50'

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

test('the record says who did what, how it ended and why', async () => {
  const { stdout } = await runCli(['audit', 'list'], { api: { [list]: { json: example('listAuditEvents.200') } } })
  expect(stdout).toMatch(
    /^NO +WHEN +WHO +WHAT +OUTCOME +WHY\n43 +22 Nov, 02:41 +user:us_1 \(browser\) +runOpsAction +int/,
  )
})

test('what a reason holds moves no cursor and colours nothing', async () => {
  const [entry] = example('listAuditEvents.200').items as object[]
  const json = { items: [{ ...entry, reason: 'fine\u001b[2K\u001b[1A\u202Eenod' }], next_cursor: null }
  const { stdout } = await runCli(['audit', 'list'], { api: { [list]: { json } } })
  for (const character of ['\u001b', '\u202E']) expect(stdout).not.toContain(character)
})

test('one operation, and older entries', async () => {
  const json = { ...example('listAuditEvents.200'), next_cursor: 'au_1' }
  const { stdout } = await runCli(['audit', 'list', '--action', 'applyConfig', '--limit', '2'], {
    api: { 'GET /audit/events?limit=2&action=applyConfig': { json } },
  })
  expect(stdout).toContain('There are older ones')
})

test.each([
  ['valid', 0],
  ['unanchored', 0],
  ['broken', 1],
])('a chain that is %s ends with %i', async (verdict, code) => {
  const json = { ...example('verifyAudit.200'), verdict }
  expect(await runCli(['audit', 'check'], { api: { 'GET /audit/verify': { json } } })).toMatchObject({ code })
})

test('where nobody named the key it is said how, and where the key is found', async () => {
  const json = { ...example('verifyAudit.200'), verdict: 'unanchored' }
  const unnamed = await runCli(['audit', 'check'], { api: { 'GET /audit/verify': { json } } })
  expect(unnamed.stdout).toContain('Name it with --key SHA256:…; it stands on the page Access')
  const key = `SHA256:${'k'.repeat(43)}`
  const api = { [`GET /audit/verify?key=${encodeURIComponent(key)}`]: { json } }
  expect((await runCli(['audit', 'check', '--key', key], { api })).stdout).not.toContain('--key')
})

const exported: Api = { 'GET /audit/export': { text: '{"format":"moltbot-ops-audit/1"}\n' } }

test('an export is a file of its owner alone, and nothing is left beside it', async () => {
  const dir = await folder()
  const file = join(dir, 'audit.jsonl')
  const { code, stdout, stderr } = await runCli(['audit', 'export', file], { api: exported })
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toContain(`moltbot-ops audit verify ${file}`)
  expect(await readFile(file, 'utf8')).toBe('{"format":"moltbot-ops-audit/1"}\n')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(dir)).toEqual(['audit.jsonl'])
})

test('an earlier export is not overwritten', async () => {
  const file = join(await folder(), 'audit.jsonl')
  await writeFile(file, 'earlier')
  const { code, stderr, sent } = await runCli(['audit', 'export', file], { api: exported })
  expect({ code, sent }).toEqual({ code: 1, sent: [] })
  expect(stderr).toContain('is not overwritten')
  expect(await readFile(file, 'utf8')).toBe('earlier')
})

test.each([['nowhere/audit.jsonl', /could not be written|cannot be written/]])(
  'a place that cannot be written to is said in words',
  async (path, words) => {
    const { code, stderr } = await runCli(['audit', 'export', join(await folder(), path)], { api: exported })
    expect(code).toBe(1)
    expect(stderr).toMatch(words)
    expect(stderr).not.toContain('fault of moltbot-ops')
  },
)

test('an export that is refused leaves no file', async () => {
  const dir = await folder()
  const refused = { 'GET /audit/export': problem('role_insufficient', 403, 'This needs the role owner.') }
  expect(await runCli(['audit', 'export', join(dir, 'a')], { api: refused })).toMatchObject({ code: 3 })
  expect(await readdir(dir)).toEqual([])
})
