import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installMoltbot } from '../../../../tools/real/moltbot-install.ts'
import { startMoltbot } from '../../../../tools/real/real-moltbot.ts'
import { createFolders } from '../../host/real/effects/folders/folders.ts'
import { createRunFolderWork } from '../../host/real/effects/folders/run-folder-work.ts'
import { createActAs } from '../../host/real/effects/programs/act-as.ts'
import { createFindProgram } from '../../host/real/effects/programs/find-program.ts'
import { createPrograms } from '../../host/real/effects/programs/programs.ts'
import { createRunProcess } from '../../host/real/effects/programs/run-process.ts'
import { openLoopbackSocket } from '../../host/real/network/loopback-socket.ts'
import type { JsonObject } from '../json.ts'
import { openSession } from '../rpc/session.ts'
import { findProblems } from './findings/find-problems.ts'
import { authorOf, hashOf } from './history/author.ts'
import type { MoltbotProgram, ProgramDeps } from './installed/program.ts'
import { readSchemaWithMoltbot, schemaOfRpc } from './installed/read-schema.ts'
import { validateWithMoltbot } from './installed/validate.ts'
import { effectOf, strongerEffect } from './reload/effect-of.ts'
import type { Effect } from './reload/reload-rules.ts'
import { createSchemaIndex, partsOf, type SchemaIndex } from './schema/schema-index.ts'
import { createSecretPolicy } from './secrets/secret-policy.ts'
import { sensitivePaths } from './secrets/sensitive-paths.ts'
import { editConfig } from './text/edit-config.ts'
import { parseConfig } from './text/parse-config.ts'

const newest = '2026.9.6'
const uid = process.getuid?.() ?? 0
const owner = { uid, gid: process.getgid?.() ?? 0, name: 'tester', home: '/nowhere' }

let scratch: string
let program: MoltbotProgram
let deps: ProgramDeps
let index: SchemaIndex
let checks = 0

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'config-real-')))
  const { node, entry } = await installMoltbot(newest)
  program = { command: [node, entry], owner: { ...owner, home: scratch }, scratch, version: newest }
  const find = createFindProgram(undefined)
  const run = createRunProcess(createActAs({ ownUid: uid, ownNode: process.execPath, find }))
  const folders = createFolders({
    ownUid: uid,
    work: createRunFolderWork({ run, ownUid: uid, node: process.execPath }),
  })
  deps = { name: 'schema', effects: { folders, programs: createPrograms({ run, find }) } }
  index = createSchemaIndex(await readSchemaWithMoltbot(program, deps))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const validate = (text: string) => validateWithMoltbot(program, text, { ...deps, name: `check-${++checks}` })
const say = (what: string, value: string) => void process.stdout.write(`measured: ${what}: ${value}\n`)

const good: JsonObject = {
  gateway: { mode: 'local', port: 28_789, bind: 'loopback', auth: { mode: 'token', token: 'correct-horse' } },
  logging: { file: '/tmp/x/gateway.log', level: 'info' },
  channels: {
    telegram: { enabled: false, botToken: { source: 'env', provider: 'default', id: 'BOT' }, allowFrom: ['1'] },
  },
  models: { providers: { own: { baseUrl: 'http://127.0.0.1:1/v1', models: [] } } },
  agents: { defaults: { workspace: '~/work' }, entries: { main: { name: 'Main' } } },
}
const gateway = (more: object) => ({ ...good, gateway: { ...(good.gateway as object), ...more } })

test('the schema of the installed version is indexed, and nothing is left behind', () => {
  expect(index.settings().length).toBeGreaterThan(4000)
  expect(index.search('telegram token')[0]).toMatchObject({ path: 'channels.telegram.botToken', sensitive: true })
  expect(index.settings().find(({ path }) => path === 'gateway.port')).toMatchObject({
    essential: true,
    effect: 'restart',
  })
  for (const path of ['', 'gateway', 'channels.telegram', 'plugins.entries.imap.config', 'models.providers.*']) {
    const size = JSON.stringify(index.subtree(path)).length
    expect(size, path).toBeLessThan(400_000)
    expect(size, path).toBeGreaterThan(500)
  }
  expect(readdirSync(scratch)).toEqual([])
})

describe('our look at a config and MoltBot’s own agree on', () => {
  test.each<[string, JsonObject, boolean]>([
    ['a good one', good, true],
    ['the smallest one', { gateway: { mode: 'local' } }, true],
    ['an unknown key', gateway({ bogusKey: true }), false],
    ['an unknown section', { ...good, gatway: {} }, false],
    ['a wrong type', gateway({ port: '28789' }), false],
    ['a port out of range', gateway({ port: 70_000 }), false],
    ['a word that is not listed', gateway({ bind: 'everywhere' }), false],
    ['a wrong word among others', { ...good, logging: { level: 'loud' } }, false],
    ['a list for an object', { ...good, agents: [] }, false],
    ['an unknown key deep inside', { ...good, agents: { entries: { main: { nme: 'x' } } } }, false],
    [
      'a reference to a secret',
      gateway({ auth: { mode: 'token', token: { source: 'env', provider: 'default', id: 'T' } } }),
      true,
    ],
    ['a broken reference', gateway({ auth: { mode: 'token', token: { source: 'env', id: 'T' } } }), false],
    ['a variable', gateway({ auth: { mode: 'token', token: ['$', '{T}'].join('') } }), true],
    ['a variable for a number', gateway({ port: ['$', '{PORT}'].join('') }), false],
  ])('%s', async (_, document, valid) => {
    const own = index.check(document)
    const theirs = await validate(JSON.stringify(document))
    expect(own.length === 0, JSON.stringify(own)).toBe(valid)
    expect(theirs.valid, JSON.stringify(theirs.issues)).toBe(valid)
  })

  test('a text that is no JSON5', async () => {
    expect(parseConfig('{ gateway: ')).toMatchObject({ ok: false })
    expect(await validate('{ gateway: ')).toMatchObject({ valid: false, issues: [{ path: '' }] })
  })
})

test('our look takes no more than 20 ms with the whole schema', () => {
  const text = JSON.stringify(good, null, 2)
  const policy = createSecretPolicy()
  const times = Array.from({ length: 30 }, () => {
    const began = performance.now()
    const reading = parseConfig(text)
    const config = reading.ok ? reading.config : null
    findProblems(config?.document ?? {}, config, { policy, schema: index, otherPorts: new Map() })
    return performance.now() - began
  }).sort((one, other) => one - other)
  say('our look, median and slowest', `${times[15]?.toFixed(1)} ms, ${times.at(-1)?.toFixed(1)} ms`)
  expect(times[15]).toBeLessThan(20)
})

test('an edit keeps the comments, and MoltBot takes what it wrote', async () => {
  const text = `// Kept by hand.
{
  gateway: {
    mode: 'local', // on this machine
    port: 28789,
    bind: 'loopback',
    auth: { mode: 'token', token: 'correct-horse' },
  },
  /* What it writes. */
  logging: { level: 'info', },
}
`
  const reading = parseConfig(text)
  if (!reading.ok) throw new Error('not read')
  const next = { ...reading.config.document, ...gateway({ port: 28_790 }), channels: { telegram: { enabled: false } } }
  const edited = editConfig(text, next)
  for (const comment of ['// Kept by hand.', '// on this machine', '/* What it writes. */']) {
    expect(edited.text).toContain(comment)
  }
  expect(edited.commentsLost).toEqual([])
  expect(await validate(edited.text)).toEqual({ valid: true, issues: [], warnings: [] })
})

test('what the running MoltBot says of secrets and of reloading is what we know', async () => {
  const moltbot = await startMoltbot({ version: newest })
  try {
    const session = await openSession({
      network: { open: openLoopbackSocket } as never,
      clock: { now: () => Date.now(), monotonic: () => performance.now(), after, every: after },
      url: moltbot.url.replace('http', 'ws'),
      credential: { token: moltbot.token },
      platform: 'linux',
      events: { event: () => undefined, end: () => undefined },
    })
    const ask = async (method: string, params: JsonObject) => {
      const answer = await session?.call(method, params)
      if (!answer || !('payload' in answer)) throw new Error(`${method}: ${JSON.stringify(answer)}`)
      return answer.payload
    }
    const source = schemaOfRpc(await ask('config.schema', {}))
    if (!source) throw new Error('no schema')
    const running = createSchemaIndex(source)
    expect(running.hints.size).toBeGreaterThan(5000)
    expect(running.settings().filter(({ advanced }) => !advanced).length).toBeGreaterThan(500)
    expect(running.hints.sensitive.filter((path) => !sensitivePaths.includes(path))).toEqual([])

    const wrong: string[] = []
    let compared = 0
    const sections = Object.keys((source.schema as { properties: object }).properties).filter(
      (name) => name !== '$schema',
    )
    for (const section of [
      ...sections,
      'gateway.auth',
      'gateway.controlUi',
      'gateway.nodes',
      'channels.telegram',
      'hooks.gmail',
    ]) {
      const { children } = await ask('config.schema.lookup', { path: section })
      for (const { path, reloadKind } of children as { path: string; reloadKind: Effect }[]) {
        compared++
        const ours = effectOf(partsOf(path), newest)
        // We may say more than happens where it depends on the channels that are loaded, and never less.
        if (strongerEffect(ours, reloadKind) !== ours || (ours === 'restart' && reloadKind !== 'restart')) {
          wrong.push(`${path}: ${ours}, not ${reloadKind}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(300)
    session?.close()
  } finally {
    await moltbot.dispose()
  }
})

test('what MoltBot itself wrote is told from an edit by hand', async () => {
  const state = mkdtempSync(join(scratch, 'state-'))
  const path = join(state, 'openclaw.json')
  const before = "{ gateway: { mode: 'local' } } // mine\n"
  writeFileSync(path, before, { mode: 0o600 })
  const [node, entry] = program.command
  execFileSync(node, [entry, 'config', 'set', 'logging.level', 'debug'], {
    env: { PATH: `${dirname(node)}:/usr/bin:/bin`, HOME: state, OPENCLAW_STATE_DIR: state, NO_COLOR: '1' },
    stdio: 'pipe',
  })
  const text = readFileSync(path, 'utf8')
  const version = { text, previousHash: hashOf(before), backup: readFileSync(`${path}.bak`, 'utf8'), own: new Map() }
  expect(authorOf(version)).toEqual({ author: 'moltbot', cause: `Written by MoltBot ${newest}.` })
  expect(authorOf({ ...version, text: text.replace('debug', 'trace'), previousHash: hashOf(text) }).author).toBe(
    'person',
  )
})

function after(milliseconds: number, task: () => void) {
  const timer = setTimeout(task, milliseconds)
  return { cancel: () => clearTimeout(timer) }
}
