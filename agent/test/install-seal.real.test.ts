import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../tools/real/free-port.ts'
import { createRealClock } from '../src/core/clock.real.ts'
import { createRealEffects } from '../src/host/real/effects/create-real-effects.ts'
import { createSsh } from '../src/host/real/effects/ssh/create-ssh.ts'
import { createRealAgent, leftHere } from './install-real-agent.ts'

const root = '/var/lib/moltbot'
const minutes = 60_000

let agent: Awaited<ReturnType<typeof createRealAgent>>
let installed: Awaited<ReturnType<typeof agent.until>>

beforeAll(async () => {
  // What is there belongs to somebody, and is not for a test to remove.
  expect(leftHere()).toEqual([])
  agent = await createRealAgent()
  await agent.start()
  const id = await agent.carryOut('installLocal', '/install/local', {
    ...{ method: 'npm', channel: 'stable', port: await freePort(), service_manager: 'supervised' },
  })
  installed = await agent.until(id, () => false)
}, 10 * minutes)

afterAll(async () => {
  try {
    if (installed.status === 'succeeded') {
      await agent.until(await agent.carryOut('runOpsAction', '/ops/action', { action: 'stop' }), () => false)
    }
  } finally {
    await agent.end('SIGTERM')
    agent.clear()
  }
  const { accounts } = createRealEffects({
    ids: { secret: () => 'unused' },
    environment: process.env,
    serviceManagers: () => [],
    ssh: createSsh({ clock: createRealClock(), agentSocket: null }),
  })
  await accounts.remove('moltbot')
  expect(existsSync(`${root}/home`)).toBe(false)
  rmSync(root, { recursive: true, force: true })
  expect(leftHere()).toEqual([])
}, 10 * minutes)

const lines = (command: string) =>
  execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\n').filter(Boolean)

test('a MoltBot that runs cannot change what it runs', () => {
  expect(installed).toMatchObject({ status: 'succeeded', error: null })
  expect(lines(`find ${root}/generations ! -user root -o -perm /022 ! -type l`)).toEqual([])
  expect(lines(`find ${root} -maxdepth 1 ! -user root`)).toEqual([`${root}/home`])
  const generation = `${root}/generations/1`
  const entry = `${generation}/openclaw/node_modules/openclaw/openclaw.mjs`
  for (const attempt of [
    `echo evil >> ${entry}`,
    `touch ${generation}/openclaw/node_modules/openclaw/new`,
    `rm -f ${entry}`,
    `mv ${generation} ${root}/generations/2`,
    `ln -sfn 2 ${root}/generations/current`,
    `mv ${root}/generations ${root}/home/generations`,
    `touch ${root}/new`,
  ]) {
    const asMoltbot = `setpriv --reuid moltbot --regid moltbot --clear-groups sh -c '${attempt}' 2>/dev/null; echo $?`
    expect([attempt, lines(asMoltbot)]).not.toEqual([attempt, ['0']])
  }
  expect(lines(`find ${root}/generations -newer ${generation}/generation.json ! -name current`)).toEqual([
    `${root}/generations`,
  ])
})

test(
  'a sealed program starts again',
  async () => {
    const id = await agent.carryOut('runOpsAction', '/ops/action', { action: 'restart' })
    expect(await agent.until(id, () => false)).toMatchObject({ status: 'succeeded', error: null })
    const { body } = await agent.ask('GET', '/moltbot/status')
    expect(body).toMatchObject({ state: 'running', install: { managed_by: 'moltbot_ops' } })
  },
  5 * minutes,
)
