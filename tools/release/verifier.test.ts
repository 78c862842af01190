import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type AuditFixture,
  approval,
  createAuditFixture,
  restart,
} from '../../agent/src/features/audit/test/audit-fixture.ts'
import { repositoryRoot } from '../repository.ts'
import { writeVerifier } from './verifier.ts'

const folder = mkdtempSync(join(tmpdir(), 'verifier-'))
const log = join(folder, 'audit.jsonl')
const kept = join(folder, 'kept.jsonl')
const execute = promisify(execFile)
let fixture: AuditFixture
let key: string
let verifier: string

beforeAll(async () => {
  verifier = await writeVerifier(folder)
  fixture = await createAuditFixture()
  const { audit } = fixture
  key = fixture.keys.fingerprint
  await audit.append(restart())
  await audit.append(approval(fixture))
  await audit.checkpoint()
  copyFileSync(join(fixture.directory, 'checkpoints.jsonl'), kept)
  const intent = await audit.intend(restart())
  await intent.close('succeeded')
  const chunks: Buffer[] = []
  for await (const chunk of (await audit.export({})) ?? []) chunks.push(chunk)
  writeFileSync(log, Buffer.concat(chunks))
})
afterAll(async () => {
  await fixture.audit.stop()
  await fixture.remove()
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Both forms run the same code; neither finds an agent. */
describe.each([
  ['audit-verify.mjs', () => [verifier]],
  ['moltbot-ops audit verify', () => [join(repositoryRoot, 'cli/bin/moltbot-ops.js'), 'audit', 'verify']],
])('%s', (_, program) => {
  async function run(...argv: string[]): Promise<Ended> {
    // Away from the checkout and without its environment: nothing of it may be needed.
    const options = { cwd: folder, env: { HOME: folder } }
    return execute(process.execPath, [...program(), ...argv], options).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
    )
  }

  test('a log that nobody touched is valid for its key, and loudly not anchored without one', async () => {
    const valid = await run(log, '--key', key, '--checkpoint', kept)
    expect(valid).toMatchObject({ code: 0, stderr: '' })
    expect(valid.stdout).toMatch(/^VALID: 7 entries, unbroken/)
    const unanchored = await run(log)
    expect(unanchored.code).toBe(0)
    expect(unanchored.stdout).toMatch(/^NOT ANCHORED: /)
    expect(unanchored.stdout).toContain(key)
  })

  test('one changed byte is found, with its entry and its place', async () => {
    const changed = join(folder, 'changed.jsonl')
    writeFileSync(changed, readFileSync(log, 'utf8').replace('Telegram', 'Telegran'))
    const { code, stdout } = await run(changed, '--key', key)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^BROKEN: .*changed \(entry 4, byte \d+\)/s)
    expect(JSON.parse((await run(changed, '--json')).stdout)).toMatchObject({ verdict: 'broken' })
  })

  test('another key than the one that was named is no', async () => {
    const { code, stdout } = await run(log, '--key', `SHA256:${'x'.repeat(43)}`)
    expect(code).toBe(1)
    expect(stdout).toContain('not by the key that was named')
  })

  test('a whole audit directory can be verified where it lies', async () => {
    expect(await run(fixture.directory, '--key', key)).toMatchObject({ code: 0, stderr: '' })
  })

  test('a log without anything signed is not enough where a key is named', async () => {
    const bare = join(folder, 'bare.jsonl')
    copyFileSync(join(fixture.directory, '000001.jsonl'), bare)
    expect((await run(bare)).code).toBe(0)
    expect(await run(bare, '--key', key)).toMatchObject({ code: 1, stdout: expect.stringMatching(/^NOT ANCHORED/) })
  })

  test('what cannot be done is said in one line', async () => {
    for (const argv of [['nowhere.jsonl'], [log, '--key', 'mine'], [log, '--checkpoint', log, '--key', 'x']]) {
      const { code, stdout, stderr } = await run(...argv)
      expect([argv, code, stdout]).toEqual([argv, 1, ''])
      expect(stderr.trim()).not.toMatch(/\n {4}at /)
    }
    expect((await run()).code).toBe(2)
    expect((await run(log, '--wrong')).code).toBe(2)
  })
})

test('the verifier is one file that imports nothing but Node', () => {
  const imports = [...readFileSync(verifier, 'utf8').matchAll(/^import .* from "([^"]+)"/gm)].map(([, name]) => name)
  expect(imports.length).toBeGreaterThan(3)
  expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([])
})
