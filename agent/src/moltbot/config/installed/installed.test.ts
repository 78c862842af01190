import { describe, expect, test } from 'vitest'
import type { Owner, ProgramOptions, ProgramResult } from '../../../host/effects.ts'
import { HostError } from '../../../host/host.ts'
import type { MoltbotProgram, ProgramDeps } from './program.ts'
import { readSchemaWithMoltbot, schemaOfRpc } from './read-schema.ts'
import { readVerdict, validateWithMoltbot } from './validate.ts'

const owner: Owner = { uid: 1000, gid: 1000, name: 'anna', home: '/home/anna' }
const program: MoltbotProgram = {
  command: ['/opt/node/bin/node', '/opt/bot/openclaw.mjs'],
  owner,
  scratch: '/home/anna/.openclaw/tmp',
  version: '2026.9.6',
}

/** A machine that notes what is done on it, and answers each program with `answer`. */
function machine(answer: Partial<ProgramResult> | HostError) {
  const done: string[] = []
  const runs: { file: string; args: readonly string[]; options: ProgramOptions }[] = []
  const note = (what: string) => async (path: string) => void done.push(`${what} ${path}`)
  const deps: ProgramDeps = {
    name: 'check-1',
    effects: {
      folders: {
        makeDirectory: note('make'),
        writeFile: async (path, bytes, { mode }) =>
          void done.push(`write ${path} ${mode.toString(8)} ${Buffer.from(bytes)}`),
        remove: note('remove'),
        switchLink: note('link'),
        rename: note('rename'),
        seal: note('seal'),
      },
      programs: {
        async run(file, args, options) {
          runs.push({ file, args, options })
          done.push('run')
          if (answer instanceof HostError) throw answer
          return { code: 0, signal: null, stdout: '', stderr: '', ...answer }
        },
        find: async () => null,
      },
    },
  }
  return { done, runs, deps }
}

const folder = '/home/anna/.openclaw/tmp/check-1'

test('a candidate is judged by the installed program, apart from the real state, and leaves nothing behind', async () => {
  const { done, runs, deps } = machine({ stdout: '{"valid":true,"path":"x","warnings":[]}\n' })
  expect(await validateWithMoltbot(program, '{ a: 1 }', deps)).toEqual({ valid: true, issues: [], warnings: [] })
  expect(done).toEqual([
    `make ${folder}`,
    `make ${folder}/state`,
    `make ${folder}/tmp`,
    `write ${folder}/openclaw.json 600 { a: 1 }`,
    'run',
    `remove ${folder}`,
  ])
  expect(runs).toMatchObject([
    {
      file: '/opt/node/bin/node',
      args: ['/opt/bot/openclaw.mjs', 'config', 'validate', '--json'],
      options: {
        owner,
        env: {
          OPENCLAW_CONFIG_PATH: `${folder}/openclaw.json`,
          OPENCLAW_STATE_DIR: `${folder}/state`,
          HOME: '/home/anna',
        },
      },
    },
  ])
})

test('the candidate, which may hold secrets, goes also when the program fails', async () => {
  const { done, deps } = machine(new HostError('timeout', 'took too long'))
  await expect(validateWithMoltbot(program, '{}', deps)).rejects.toThrow('took too long')
  expect(done.at(-1)).toBe(`remove ${folder}`)
})

test('what cannot be read is no verdict', async () => {
  const { deps } = machine({ code: 1, stderr: 'unknown command' })
  await expect(validateWithMoltbot(program, '{}', deps)).rejects.toThrow('unknown command')
})

describe('a verdict is read', () => {
  test.each<[string, string, object | null]>([
    [
      'with its issues, the whole being no name',
      '{\n "ok": false,\n "valid": false,\n "issues": [{"path":"<root>","message":"JSON5 parse failed"},{"path":"gateway","message":"Unrecognized key"}]\n}',
      {
        valid: false,
        issues: [
          { path: '', message: 'JSON5 parse failed' },
          { path: 'gateway', message: 'Unrecognized key' },
        ],
      },
    ],
    [
      'from an error before the config was read',
      '{"ok":false,"error":{"type":"cli_error","message":"file not found"},"valid":false,"path":"x"}',
      { valid: false, issues: [{ path: '', message: 'file not found' }] },
    ],
    [
      'with warnings',
      '{"valid":true,"warnings":[{"path":"a","message":"b"},"c"]}',
      { valid: true, warnings: [{ path: 'a' }, { path: '', message: 'c' }] },
    ],
    ['behind other output', 'note\n{"valid":true,"warnings":[]}', { valid: true }],
    ['not when it contradicts itself', '{"valid":true,"issues":[{"path":"a","message":"b"}]}', { valid: false }],
    ['not from nothing', '', null],
    ['not from something else', '{"ok":true}', null],
  ])('%s', (_, stdout, expected) => {
    const verdict = readVerdict(stdout)
    if (expected === null) expect(verdict).toBeNull()
    else expect(verdict).toMatchObject(expected)
  })
})

test('the schema comes from the command line, without hints', async () => {
  const schema = { type: 'object', properties: { gateway: {} } }
  const { done, deps } = machine({ stdout: JSON.stringify(schema) })
  expect(await readSchemaWithMoltbot(program, deps)).toEqual({ version: '2026.9.6', schema, uiHints: null })
  expect(done.some((what) => what.startsWith('write'))).toBe(false)
  await expect(readSchemaWithMoltbot(program, machine({ code: 1, stdout: '{}' }).deps)).rejects.toThrow('no schema')
})

test('or over RPC, with them', () => {
  const answer = { schema: { properties: {} }, uiHints: { a: {} }, version: '2026.9.6', generatedAt: 'x' }
  expect(schemaOfRpc(answer)).toEqual({ version: '2026.9.6', schema: { properties: {} }, uiHints: { a: {} } })
  expect(schemaOfRpc({ ...answer, schema: [] })).toBeNull()
  expect(schemaOfRpc({ ...answer, version: 3 })).toBeNull()
})
