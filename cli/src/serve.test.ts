import { readdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createClient, realTimers } from '@moltbot-ops/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runBare } from '../test/run-cli.ts'
import { ended, moltbotOps, type RunningAgent, start, startAgent } from '../test/spawned.ts'
import { scenarioNames } from './scenario-names.ts'
import { createSocketFetch } from './socket-fetch.ts'

let agent: RunningAgent

/** A verb in this process, against the agent that really runs: what a process of its own adds is tested once below. */
const verb = (argv: string[], env: Record<string, string> = {}) =>
  runBare(argv, {
    env,
    surroundings: {
      uid: process.getuid?.() ?? null,
      timers: realTimers,
      fetch: (url, init) => fetch(url, init),
      socketFetch: createSocketFetch,
    },
  })
const here = (...argv: string[]) => verb([...argv, '--state-dir', agent.stateDir])
const json = async (...argv: string[]) => JSON.parse((await here(...argv, '--json')).stdout)

// The first start in a fresh checkout builds the console.
beforeAll(async () => {
  agent = await startAgent('healthy')
}, 120_000)

afterAll(async () => {
  await agent.stop('SIGKILL')
  await agent.clear()
})

describe('with an agent on the simulated host', { timeout: 30_000 }, () => {
  test('status says that MoltBot is working, and gives scripts the whole answer', async () => {
    const { code, stdout, stderr } = await moltbotOps(['status', '--state-dir', agent.stateDir])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^MoltBot is working\.\n.* Seen (now|\d s ago)\.\n\n {2}Gateway/)
    expect(await json('status')).toMatchObject({ installed: true, state: 'running' })
  })

  test.each(['info', 'capabilities', 'instances list', 'devices list', 'token list', 'pair list', 'simulation show'])(
    '%s answers people and scripts',
    async (line) => {
      const human = await here(...line.split(' '))
      expect({ code: human.code, stderr: human.stderr }).toEqual({ code: 0, stderr: '' })
      expect(human.stdout).toMatch(/\S\n$/)
      expect(await json(...line.split(' '))).toBeTypeOf('object')
    },
  )

  test('the scenarios that help and completion name are those that there are', async () => {
    const { scenarios } = await json('simulation', 'show')
    expect(scenarios.map(({ name }: { name: string }) => name)).toEqual(scenarioNames)
  })

  test('a browser that shows a code is approved here', async () => {
    const browser = createClient({ baseUrl: agent.address })
    const { pairing_code } = await browser.startPairing({ body: { device_name: 'kitchen tablet' } })
    expect((await here('pair', 'list')).stdout).toContain('kitchen tablet')
    const approval = await here('pair', 'approve', pairing_code, '--role', 'viewer')
    expect(approval).toMatchObject({ code: 0, stdout: expect.stringContaining('kitchen tablet') })
    const tokens = await browser.confirmPairing({ body: { pairing_code, device_name: 'kitchen tablet' } })
    const paired = createClient({ baseUrl: agent.address, token: tokens.access_token })
    expect(await paired.getSession()).toMatchObject({ role: 'viewer', can_approve: false })
    expect((await here('devices', 'list')).stdout).toContain('kitchen tablet')
  })

  test('a script token reads from afar, cannot do more than its role, and ends when it is revoked', async () => {
    const created = await json('token', 'create', '--name', 'nightly', '--role', 'viewer', '--ttl', '10m')
    expect(created).toMatchObject({ access_token: expect.any(String), expires_in_seconds: 600 })
    const env = { MOLTBOT_OPS_TOKEN: created.access_token }
    const afar = (...argv: string[]) => verb([...argv, '--agent', agent.address], env)
    expect(await afar('status')).toMatchObject({ code: 0 })
    expect(await afar('devices', 'list')).toMatchObject({ code: 3 })
    expect(await afar('token', 'create', '--name', 'more', '--role', 'owner')).toMatchObject({ code: 3 })
    expect(await here('token', 'revoke', created.id)).toMatchObject({ code: 0 })
    const refused = await afar('status', '--json')
    expect(refused.code).toBe(3)
    expect(JSON.parse(refused.stderr)).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/) })
  })

  test('open --print gives a link with its secret in the fragment', async () => {
    const { code, stdout } = await here('open', '--print')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\S*#\S{20,}\n$/)
  })

  test('events follow begins with the status, shows a change, and ends well on Ctrl-C', async () => {
    const child = start(['events', 'follow', '--json', '--state-dir', agent.stateDir])
    const end = ended(child)
    const seen: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      const { event, data } = JSON.parse(line)
      seen.push(event === 'status' ? `status ${data.state}` : event)
      if (seen.length === 1) await here('simulation', 'scenario', 'not-installed')
      if (seen.includes('status not_installed')) break
    }
    child.stdout.resume()
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0 })
    expect(seen[0]).toBe('status running')
    expect((await here('status')).stdout).toContain('There is no MoltBot on this host yet.')
  })

  test('the signal that opens the debugger of Node opens nothing', async () => {
    const child = start(['events', 'follow', '--state-dir', agent.stateDir])
    const end = ended(child)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGUSR1')
    await here('status')
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0, stderr: '' })
  })

  test('another agent does not take the same state directory', async () => {
    const second = await moltbotOps(['serve', '--simulate', '--port', '0', '--state-dir', agent.stateDir])
    expect(second.code).toBe(1)
    expect(second.stdout + second.stderr).toContain('Another agent already uses')
  })

  test('an agent whose output nobody reads any more goes on, and ends well with its terminal', async () => {
    const child = start(['serve', '--simulate', '--port', '0', '--state-dir', `${agent.stateDir}/unread`])
    const end = new Promise<number | null>((resolve) => child.on('exit', resolve))
    child.stdout.destroy()
    child.stderr.destroy()
    const unread = () => verb(['status', '--state-dir', `${agent.stateDir}/unread`])
    await expect.poll(async () => (await unread()).code, { timeout: 20_000 }).toBe(0)
    // The greeting, which is written after the place is known, has failed by then.
    await verb(['simulation', 'scenario', 'crash-loop', '--state-dir', `${agent.stateDir}/unread`])
    expect(await unread()).toMatchObject({ code: 0 })
    child.kill('SIGHUP')
    expect(await end).toBe(0)
    const left = await readdir(`${agent.stateDir}/unread`)
    expect(left).not.toContain('agent.json')
    expect(left).not.toContain('agent.sock')
  })

  test('told to end, it ends well; then there is no agent', async () => {
    expect(await agent.stop()).toBe(0)
    expect(await here('status')).toMatchObject({ code: 4, stdout: '' })
  })
})

test('a process of its own ends with the exit code, and reads what is piped in', { timeout: 30_000 }, async () => {
  expect(await moltbotOps(['status'], { MOLTBOT_OPS_STATE_DIR: '/nonexistent' })).toMatchObject({ code: 4 })
  expect(await moltbotOps(['redact'], {}, 'plain text')).toEqual({ code: 0, stdout: 'plain text', stderr: '' })
})
