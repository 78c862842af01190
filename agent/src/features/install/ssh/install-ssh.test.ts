import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { admin, byPassword, createInstallation, password } from './test/installation.ts'

const garage = { host: 'garage.example' }

test('an unknown host shows its key, and nothing is sent to it', async () => {
  const { probe } = await createInstallation()
  expect(await probe({ ...garage, username: 'op', auth: byPassword })).toMatchObject({
    host_key: { type: 'ssh-ed25519', known: 'unknown', confirmed_sha256: null },
    facts: null,
    checks: [],
  })
})

test('a host whose key a person names tells what it is', async () => {
  const { probe, machine } = await createInstallation()
  const { host_key } = await probe(garage)
  const answer = await probe({ ...garage, username: 'op', auth: byPassword, host_key_sha256: host_key.sha256 })
  expect(answer.facts).toMatchObject({
    os: 'Debian GNU/Linux 12 (bookworm)',
    arch: 'x64',
    root: 'sudo_without_password',
  })
  expect(answer.checks.filter(({ status }) => status === 'blocking')).toEqual([])
  expect(machine.effects.record()).toEqual([])
})

test('naming another key than the host shows is refused before a login', async () => {
  const { probe } = await createInstallation()
  const named = { ...garage, username: 'op', auth: byPassword, host_key_sha256: `SHA256:${'a'.repeat(43)}` }
  await expect(probe(named)).rejects.toMatchObject({ code: 'host_key_changed', status: 409 })
})

test.each([
  ['a wrong password', { auth: { type: 'password', password: 'guess' } }, 'ssh_auth_failed'],
  ['a user who becomes root with a password', { username: 'casey' }, 'sudo_password_needed'],
  ['a host without Docker, asked for Docker', { method: 'docker' }, 'method_unavailable'],
  [
    'a host that is not there',
    { host: 'cellar.example', host_key_sha256: `SHA256:${'a'.repeat(43)}` },
    'ssh_unreachable',
  ],
] as const)('%s makes no plan', async (_, asked, code) => {
  const { planOf } = await createInstallation()
  await expect(planOf({ ...garage, ...asked })).rejects.toMatchObject({ code })
})

test('a host that nobody has confirmed makes no plan', async () => {
  const { feature, machine } = await createInstallation()
  const params = { ...garage, username: 'op', auth: byPassword }
  const planning = machine.settle(feature.planners.installSsh(params, admin))
  await expect(planning).rejects.toMatchObject({ code: 'host_key_unknown', status: 409 })
})

test('the plan names target, key, digest, places, service and undo, and stays the same', async () => {
  const { planOf, machine } = await createInstallation()
  const plan = await planOf({ ...garage, remember_key: true })
  const text = inspect(plan, { depth: 9 })
  for (const part of [
    'garage.example',
    'SHA256:',
    '/opt/moltbot-ops/0.3.0-',
    'service moltbot-ops',
    '127.0.0.1:7337',
    'permitopen',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).not.toContain(`'${password}'`)
  expect(plan.steps.map(({ id }) => id)).toEqual([
    'connect',
    'preflight',
    'upload',
    'unpack',
    'service',
    'verify',
    'remember_key',
    'moltbot',
  ])
  expect(plan).toMatchObject({ risk: 'medium', target: { kind: 'ssh_host', name: 'garage.example' } })
  expect(await planOf({ ...garage, remember_key: true })).toEqual(plan)
  expect(machine.effects.record()).toEqual([])
})

test('an installation puts the agent and MoltBot there, and prints the tunnel', async () => {
  const { install, machine, probe } = await createInstallation()
  const job = await install(garage)
  expect(job).toMatchObject({ status: 'succeeded', error: null })
  expect(job.result).toMatchObject({
    agent_id: 'agent_garage',
    tunnel: 'ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 -l op garage.example',
    next_steps: [
      expect.stringContaining('ssh -N -L'),
      expect.stringContaining('http://127.0.0.1:7437/'),
      expect.any(String),
    ],
  })
  expect(machine.remains('garage.example')).toEqual([
    expect.stringMatching(/^\/opt\/moltbot-ops\/0\.3\.0-[0-9a-f]{12}$/),
    '/usr/local/bin/moltbot-ops',
    '/var/lib/moltbot-ops',
    'service moltbot-ops',
    'MoltBot',
  ])
  expect((await probe(garage)).host_key).toMatchObject({ known: 'known' })
})

test('a host that has an agent already gets no second one', async () => {
  const { install, planOf } = await createInstallation()
  await install(garage)
  await expect(planOf(garage)).rejects.toMatchObject({ code: 'already_installed', status: 409 })
})

test('the key of a tunnel is stored only when it is asked for', async () => {
  const { install, machine, secrets } = await createInstallation()
  await install({ ...garage, remember_key: true })
  expect(machine.remains('garage.example').at(-1)).toMatch(/^authorized key moltbot-ops-jb_/)
  expect([...secrets.keys()]).toEqual([expect.stringMatching(/^tunnel-[0-9a-f]{32}$/)])
})

test('a host whose key changes between plan and job is not logged in to', async () => {
  const { atWork, planOf } = await createInstallation()
  await expect(planOf({ host: 'attic.example' })).rejects.toMatchObject({ code: 'host_key_changed' })
  expect(atWork.logged).toEqual([])
})

const steps = ['connect', 'preflight', 'upload', 'unpack', 'service', 'verify', 'remember_key', 'moltbot']

test.each(['make a folder', 'unpack', 'service install', 'store a key', 'install MoltBot'])(
  'when “%s” fails there, everything before it is taken back',
  async (target) => {
    const { install, machine, secrets } = await createInstallation()
    let failed = false
    machine.faults.failAt('ssh_run', (effect) => {
      const isFirst = effect.target === target && !failed
      failed ||= isFirst
      return isFirst
    })
    const job = await install({ ...garage, remember_key: true })
    expect(job).toMatchObject({ status: 'failed', undo: { status: 'done', remains: [] } })
    expect(job.error?.message).toContain('On garage.example there is neither an agent nor a MoltBot from this.')
    expect(machine.remains('garage.example')).toEqual([])
    expect(secrets.size).toBe(0)
    expect(steps).toContain(job.error?.step)
  },
)

test.each([
  ['ssh_upload', (target: string) => target.endsWith('archive.tar.gz')],
  ['ssh_run', (target: string) => target === 'unpack'],
  ['ssh_run', (target: string) => target === 'service install'],
  ['ssh_run', (target: string) => target === 'install MoltBot'],
] as const)('a connection that is cut for good at %s leaves nothing that is not named', async (kind, isIt) => {
  const { install, machine } = await createInstallation()
  machine.faults.failAt(kind, (effect) => {
    if (!isIt(effect.target)) return false
    machine.faults.link('cut')
    return true
  })
  const job = await install({ ...garage, remember_key: true })
  expect(job).toMatchObject({ status: 'failed', undo: { status: 'incomplete' } })
  const named = (job.undo?.remains ?? []).join('\n')
  expect(named).toMatch(/^On garage\.example: .* there with: /)
  for (const left of machine.remains('garage.example')) {
    const thing = left.replace(/^(authorized key|service) /, '').replace(/\/\w+\.tar\.gz$/, '')
    expect(named).toContain(thing)
  }
  expect(job.error?.message).toContain(job.undo?.remains[0])
})

test('nothing that is written of a job holds the password', async () => {
  const secret = ['not', 'the', 'right', 'word'].join('-')
  const { install, atWork, machine } = await createInstallation()
  machine.faults.failAt('ssh_run', (effect) => effect.target === 'unpack')
  const job = await install(garage)
  const tables = ['jobs', 'job_lines', 'known_hosts'] as const
  const rows = await Promise.all(tables.map((table) => atWork.database.selectFrom(table).selectAll().execute()))
  const written = JSON.stringify([job, rows, atWork.published, atWork.logged, atWork.closings])
  expect(written).toContain('garage.example')
  expect(written).not.toContain(secret)
  expect(written).not.toMatch(/"password":|private_key/)
})
