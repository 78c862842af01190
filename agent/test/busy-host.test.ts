import { afterEach, expect, test } from 'vitest'
import type { AgentDeps } from '../src/agent.ts'
import { askAtHost } from './ask-at-host.ts'
import { createPairedBrowser } from './paired-browser.ts'

// Questions run programs on the host: npm, MoltBot, an SSH connection. Whoever asks many at once gets one after the other.
let browser: Awaited<ReturnType<typeof createPairedBrowser>>
afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** Counts how many calls of one kind run at the same time. */
function counted<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  let running = 0
  const counts = { most: 0 }
  const counting = async (...args: Args): Promise<Result> => {
    running += 1
    counts.most = Math.max(counts.most, running)
    try {
      await new Promise((done) => setImmediate(done))
      return await call(...args)
    } finally {
      running -= 1
    }
  }
  return { counts, counting }
}

async function arrange(scenario: string, pick: (effects: AgentDeps['effects']) => Partial<AgentDeps['effects']>) {
  browser = await createPairedBrowser(scenario, ({ effects }) => ({ effects: { ...effects, ...pick(effects) } }))
  const made = await askAtHost(browser.served, 'POST', '/auth/tokens', { name: 'script', role: 'admin' })
  const script = { authorization: `Bearer ${JSON.parse(made.body).access_token}` }
  return async (ask: (number: number) => Promise<{ status: number }>) => {
    const asked = Promise.all(Array.from({ length: 12 }, (_, number) => ask(number)))
    let waits = true
    const ended = asked.finally(() => {
      waits = false
    })
    for (let ticks = 0; waits && ticks < 20_000; ticks += 1) await browser.advance(0.1)
    return { answers: await ended, script }
  }
}

test('checks before an installation', async () => {
  const counts: { most: number }[] = []
  const flood = await arrange('not-installed', ({ packages }) => {
    const resolve = counted(packages.resolve)
    counts.push(resolve.counts)
    return { packages: { ...packages, resolve: resolve.counting } }
  })
  const versions = (await browser.ask('GET', '/versions')).body.items
  const { answers } = await flood((number) =>
    browser.ask('POST', '/install/preflight', { method: 'npm', version: versions[number % versions.length].version }),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  // The program and its Node.
  expect(counts[0]?.most).toBeLessThanOrEqual(2)
})

test('looks at other hosts', async () => {
  const counts: { most: number }[] = []
  const flood = await arrange('not-installed', ({ ssh }) => {
    const hostKey = counted(ssh.hostKey)
    counts.push(hostKey.counts)
    return { ssh: { ...ssh, hostKey: hostKey.counting } }
  })
  await flood(() => browser.ask('POST', '/install/ssh/probe', { host: 'garage.example' }))
  expect(counts[0]?.most).toBe(1)
})

test('checks of a configuration by MoltBot itself', async () => {
  const counts: { most: number }[] = []
  const flood = await arrange('healthy', ({ programs }) => {
    const run = counted(programs.run)
    counts.push(run.counts)
    return { programs: { ...programs, run: run.counting } }
  })
  const { config } = (await browser.ask('GET', '/config')).body
  await flood(() => browser.ask('POST', '/config/validate', { config }))
  expect(counts[0]?.most).toBe(1)
})

test('the SSH agent of the operator is nothing that a script may use', async () => {
  const flood = await arrange('not-installed', () => ({}))
  const { script } = await flood(async () => ({ status: 0 }))
  const request = { host: 'garage.example', username: 'op', auth: { type: 'agent' } }
  const probed = await browser.ask('POST', '/install/ssh/probe', request, script)
  expect([probed.status, probed.body.code]).toEqual([403, 'approval_not_allowed'])
  const params = { ...request, method: 'native', host_key_sha256: `SHA256:${'a'.repeat(43)}` }
  const proposal = { action: 'installSsh', params, reason: 'A test' }
  const proposed = await browser.ask('POST', '/confirmations', proposal, script)
  expect([proposed.status, proposed.body.code]).toEqual([403, 'approval_not_allowed'])
})
