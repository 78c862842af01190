import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { realTimers } from '@moltbot-ops/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Options, type Outcome, runBare } from '../test/run-cli.ts'
import { type RunningAgent, startAgent } from '../test/spawned.ts'
import { createSocketFetch } from './socket-fetch.ts'

let agent: RunningAgent
let folder: string

/** A verb in this process, against the whole agent on the simulated host, through its socket. */
const run = (line: string[], options: Options = {}) =>
  runBare([...line, '--state-dir', agent.stateDir], {
    ...options,
    surroundings: {
      uid: process.getuid?.() ?? null,
      timers: realTimers,
      socketFetch: createSocketFetch,
      now: () => Date.now(),
      ...options.surroundings,
    },
  })
const verb = (line: string, options?: Options) => run(line.split(' '), options)
const json = async (line: string) => JSON.parse((await verb(`${line} --json`)).stdout)
/** Lets the time of the simulated machine pass faster until the verb has ended. */
async function hurried(running: Promise<Outcome>): Promise<Outcome> {
  let isOver = false
  const over = running.finally(() => {
    isOver = true
  })
  while (!isOver) {
    await verb('simulation advance 1s')
    await verb('jobs list')
  }
  return over
}
/** What the simulated hosts take. */
const password = 'simulated'

beforeAll(async () => {
  agent = await startAgent('healthy')
  folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
}, 120_000)

afterAll(async () => {
  await agent.stop('SIGKILL')
  await agent.clear()
  await rm(folder, { recursive: true })
})

describe('with the whole agent on the simulated host', { timeout: 60_000 }, () => {
  test('a setting is changed, stands in the history, and is put back', async () => {
    const before = await json('config get')
    const set = await run(['config', 'set', 'logging.level', 'debug', '--reason', 'too quiet'], { answers: ['yes'] })
    expect(set).toMatchObject({ code: 0, stdout: expect.stringContaining('MoltBot runs with it.') })
    expect(set.stderr).toContain('~ logging.level: "info" → "debug"')
    expect((await verb('config get logging.level')).stdout).toBe('debug\n')
    expect((await json('config get')).text).toContain('// The gateway answers on this machine only.')
    const { items } = await json('config history')
    expect(items[0]).toMatchObject({ author: 'moltbot_ops', reason: 'too quiet', changed_paths: ['logging.level'] })
    const shown = await verb(`config show ${before.hash.slice(7, 19)}`)
    expect(shown.stdout).toContain('~ logging.level: "debug" → "info"')
    const reverted = await verb(`config revert ${before.hash.slice(7, 19)}`, { answers: ['yes'] })
    expect(reverted.code).toBe(0)
    expect((await json('config get')).hash).toBe(before.hash)
  })

  test('what is printed and applied again is exactly what is there', async () => {
    const { stdout } = await verb('config get')
    const applied = await verb('config apply -', { stdin: Readable.from([stdout.trimEnd(), '\n']) })
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('exactly that already') })
  })

  test('a secret is refused on the command line, and in no output and no proposal where it is typed', async () => {
    const secret = ['battery', 'staple', 'horse'].join('-')
    const refused = await run(['config', 'set', 'gateway.auth.token', secret], { answers: ['yes'] })
    expect(refused.code).toBe(3)
    expect(refused.stderr).toContain('is a secret, and other users of this host can read a command line')
    const typed = await verb('config set gateway.auth.token', { answers: [secret, 'yes'] })
    expect(typed.code).toBe(0)
    const told = await Promise.all(
      ['config get', 'config history', 'approvals list --all', 'jobs list', 'audit list'].map((line) => json(line)),
    )
    expect(JSON.stringify([told, refused.stderr, typed.stdout, typed.stderr])).not.toContain(secret)
  })

  test('what MoltBot would refuse is not even proposed', async () => {
    const { code, stderr } = await verb('config set gateway.prt 12', { answers: ['yes'] })
    expect(code).toBe(1)
    expect(stderr).toContain('gateway.prt: This version of MoltBot does not know "prt". Did you mean "port"?')
  })

  test('a trial that nobody confirms goes back by itself', async () => {
    const before = await json('config get')
    const { stdout } = await verb('config set logging.level warn --trial 30s', { answers: ['yes'] })
    expect(stdout).toMatch(/goes back by itself in \d\d s, unless you run: .*config confirm ct_/)
    await verb('simulation advance 31s')
    await expect.poll(async () => (await json('config get')).trial, { timeout: 20_000 }).toBeNull()
    expect((await json('config get')).hash).toBe(before.hash)
    expect(await verb('config confirm')).toMatchObject({ code: 1 })
  })

  test('a trial that is confirmed stays', async () => {
    await verb('config set logging.level warn --trial 30s', { answers: ['yes'] })
    expect(await verb('config confirm')).toMatchObject({ code: 0, stdout: expect.stringContaining('stays in force') })
    expect((await json('config get')).trial).toBeNull()
  })

  test('a configuration that is proposed is read with its values, and carried out by who approves it', async () => {
    const { id } = await json('config set logging.level error --propose')
    expect((await verb(`approvals show ${id}`)).stdout).toContain('→ "error"')
    const approved = await verb(`approvals approve ${id}`, { answers: ['yes'] })
    expect(approved).toMatchObject({ code: 0, stdout: expect.stringContaining('Approved and done') })
    expect((await verb('config get logging.level')).stdout).toBe('error\n')
  })

  test('MoltBot is restarted', async () => {
    const { code, stdout } = await hurried(verb('restart', { answers: ['yes'] }))
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('restarted and answers') })
  })

  test('another host gets the agent and MoltBot once its key and the plan are confirmed', async () => {
    const { code, stdout, stderr } = await hurried(
      verb('install ssh op@garage.example', { answers: ['yes', password, 'yes'] }),
    )
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^The agent and MoltBot run on garage\.example\.\nNext:\n {2}- Open the tunnel, .*ssh -N -L /,
    )
    expect(stderr).toMatch(/✓ Unpack the program\n[\s\S]*✓ Check that the agent answers\n/)
    expect(stdout + stderr).not.toContain(`"${password}"`)
    const again = await verb('install ssh op@garage.example', { answers: [password] })
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('There is an agent already') })
  })

  test('a host that shows another key on the way gets nothing', async () => {
    const { code, stderr } = await run(['install', 'ssh', 'op@attic.example'], { answers: ['yes', password, 'yes'] })
    expect(code).toBe(1)
    expect(stderr).toContain('Somebody may stand in between')
  })

  test('consent is given on a terminal alone, for every verb that changes something', async () => {
    const lines = ['restart --yes', 'config set logging.level fatal --yes', 'install ssh op@attic.example --yes']
    for (const line of lines) expect([line, (await verb(line)).code]).toEqual([line, 3])
  })

  test('all of it is in the record, which is whole and verifies elsewhere', async () => {
    expect(await verb('audit check')).toMatchObject({ code: 0 })
    const file = join(folder, 'audit.jsonl')
    expect(await verb(`audit export ${file}`)).toMatchObject({ code: 0 })
    const verified = await runBare(['audit', 'verify', file])
    expect(verified.code).toBe(0)
    const actions = (await readFile(file, 'utf8')).match(/"action":"(\w+)"/g) ?? []
    for (const action of ['applyConfig', 'revertConfig', 'runOpsAction', 'installSsh']) {
      expect(actions).toContain(`"action":"${action}"`)
    }
  })
})
