import { createPrivateKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { createRedactor } from '@moltbot-ops/redact'
import ssh2, { type ClientChannel } from 'ssh2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guestObstacle } from '../../tools/real/guest-root.ts'
import { npmScript, packedProgram } from '../../tools/real/packed-program.ts'
import { type RegistryRelay, startRegistryRelay } from '../../tools/real/registry-relay.ts'
import { type RemoteHost, startRemoteHost } from '../../tools/real/remote-host.ts'
import { createRealClock } from '../src/core/clock.real.ts'
import { openDatabase } from '../src/core/database/open-database.ts'
import { createRedactedLog } from '../src/core/log.redacted.ts'
import { createSsh } from '../src/host/real/effects/ssh/create-ssh.ts'
import { ed25519AsOpenSsh } from '../src/host/real/effects/ssh/ed25519-key.ts'
import { createOwnProduct } from '../src/host/real/product/own-product.ts'
import { createFileSecrets } from '../src/host/real/secrets/file-secrets.ts'
import { createPairedBrowser } from './paired-browser.ts'

const onRemoteHost = test.skipIf(guestObstacle() !== undefined)
const stateDir = mkdtempSync(join(tmpdir(), 'install-ssh-'))
const clock = createRealClock()
const ssh = createSsh({ clock, agentSocket: null })
let remote: RemoteHost
let registry: RegistryRelay
let browser: Awaited<ReturnType<typeof createPairedBrowser>>

beforeAll(async () => {
  if (guestObstacle() !== undefined) return
  remote = await startRemoteHost()
  registry = await startRegistryRelay(remote.gateway)
  writeFileSync(join(remote.guest.root, 'root/.npmrc'), `registry=${registry.url}/\n`)
  const program = await packedProgram(stateDir)
  const log: string[] = []
  const redactor = createRedactor()
  browser = await createPairedBrowser('not-installed', ({ host, effects }) => ({
    host: { ...host, secrets: createFileSecrets(join(stateDir, 'keys')) },
    effects: { ...effects, ssh },
    database: openDatabase(join(stateDir, 'agent.sqlite')),
    auditDir: join(stateDir, 'audit'),
    ownProduct: createOwnProduct({
      source: { kind: 'release', folder: program.folder },
      version: program.version,
      node: process.execPath,
      npm: async () => npmScript(),
    }),
    redactor,
    log: createRedactedLog(clock, redactor, (line) => {
      log.push(line)
      writeFileSync(join(stateDir, 'agent.log'), log.join(''))
    }),
  }))
}, 600_000)

afterAll(async () => {
  await browser?.stop()
  await registry?.dispose()
  await remote?.dispose()
  rmSync(stateDir, { recursive: true, force: true })
})

type Account = keyof RemoteHost['passwords']

const requestAs = (username: Account, more: object = {}) => ({
  host: remote.host,
  port: remote.port,
  username,
  auth: { type: 'password', password: remote.passwords[username] },
  method: 'native',
  channel: 'stable',
  remember_key: false,
  ...more,
})

const ask = (path: string, body: object) => browser.ask('POST', path, body)

async function start(request: object): Promise<string> {
  const consent = await browser.consent('installSsh', request)
  const { status, body } = await browser.ask('POST', '/install/ssh', request, consent)
  expect({ status, body }).toMatchObject({ status: 202 })
  return body.job_id
}

/** Asks for the job until it is as wanted. */
async function until(id: string, wanted: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const { body } = await browser.ask('GET', `/jobs/${id}`)
    if (wanted(body) || body.ended_at !== null) return body
    await pause(50)
  }
}

interface Job {
  status: string
  stage: string
  progress: number
  ended_at: string | null
  steps: { name: string; status: string }[]
  error: { code: string; message: string } | null
  undo: { status: string; remains: string[] } | null
  result: { agent_id: string; tunnel: string; next_steps: string[]; tunnel_key: string } | null
}

/** Everything of the product that is on the host; empty when it is as it was. */
async function leftThere(): Promise<string> {
  const places =
    '/opt/moltbot-ops /var/lib/moltbot-ops /usr/local/bin/moltbot-ops /etc/systemd/system/moltbot-ops.service'
  const list = `ls -d ${places} /home/*/.moltbot-ops-* /root/.moltbot-ops-* /home/*/.ssh/authorized_keys 2>/dev/null; true`
  return remote.guest.must('sh', '-c', list)
}

/** How many logins the host has counted. */
const logins = () => remote.guest.must('sh', '-c', 'journalctl -u ssh | grep -c Accepted || true')

onRemoteHost('an unknown host shows its key; nobody is logged in and nothing changes', async () => {
  const { status, body } = await ask('/install/ssh/probe', { host: remote.host })
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { host_key: { type: 'ssh-ed25519', sha256: remote.fingerprint(), known: 'unknown' }, facts: null },
  })
  expect(await logins()).toBe('0')
})

onRemoteHost('without its key confirmed a host gets no credential', async () => {
  const { status, body } = await browser.propose('installSsh', requestAs('deploy'))
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'host_key_unknown' } })
  expect(JSON.stringify(body.details)).toContain(remote.fingerprint())
})

onRemoteHost('a host whose key is confirmed tells what it is', async () => {
  const { username, auth } = requestAs('deploy')
  const asked = { host: remote.host, username, auth, host_key_sha256: remote.fingerprint() }
  const { status, body } = await ask('/install/ssh/probe', asked)
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { facts: { init: 'systemd', root: 'sudo_without_password', node: null, moltbot: null, user: 'deploy' } },
  })
  expect(await leftThere()).toBe('')
})

onRemoteHost.each([
  ['a wrong password', 'deploy', { auth: { type: 'password', password: 'guess' } }, 'ssh_auth_failed'],
  ['a sudo that asks for a password', 'guest', {}, 'sudo_password_needed'],
] as const)('%s is refused before anything is planned', async (_, username, more, code) => {
  const request = requestAs(username, { ...more, host_key_sha256: remote.fingerprint() })
  expect(await browser.propose('installSsh', request)).toMatchObject({ status: 422, body: { code } })
})

onRemoteHost(
  'a cable that is pulled in the middle of the upload leaves what the job names, and its commands remove it',
  async () => {
    const id = await start(requestAs('deploy', { host_key_sha256: remote.fingerprint() }))
    await until(id, ({ stage, progress }) => stage === 'upload' && progress > 0.1)
    remote.unplug()
    const job = await until(id, () => false)
    remote.plugIn()
    expect(job).toMatchObject({ status: 'failed', error: { code: 'ssh_unreachable' }, undo: { status: 'incomplete' } })
    const [remains = ''] = job.undo?.remains ?? []
    const [, path = '', command = ''] = / (\/home\/deploy\/\S+), .* there with: (.*)$/.exec(remains) ?? []
    expect(await leftThere()).toBe(path)
    await remote.guest.must('su', 'deploy', '-c', command)
    expect(await leftThere()).toBe('')
  },
)

let installing: string

onRemoteHost(
  'a host with a password gets an agent that answers',
  async () => {
    const request = requestAs('deploy', { host_key_sha256: remote.fingerprint(), remember_key: true })
    installing = await start(request)
    const job = await until(installing, ({ stage }) => stage === 'moltbot')
    expect(job).toMatchObject({ status: 'running', error: null })
    const state = await remote.guest.must('systemctl', 'show', 'moltbot-ops', '-p', 'ActiveState,UnitFileState')
    expect(state).toBe('ActiveState=active\nUnitFileState=enabled')
    const info = JSON.parse(await remote.guest.must('/usr/local/bin/moltbot-ops', 'info', '--json'))
    expect(info.agent.id).toMatch(/^\w{4,}$/)
  },
  300_000,
)

onRemoteHost('the key that was stored opens the tunnel to the agent and nothing else', async () => {
  const name = readdirSync(join(stateDir, 'keys')).find((file) => file.startsWith('tunnel-')) ?? ''
  const pem = readFileSync(join(stateDir, 'keys', name), 'utf8')
  const tunnel = await openTunnel(ed25519AsOpenSsh(createPrivateKey(pem), ''))
  try {
    expect(await tunnel.get(7337, '/health')).toMatch(/^HTTP\/1\.1 200 /)
    await expect(tunnel.get(22, '/')).rejects.toThrow('Channel open failure')
    expect(await tunnel.run('id')).toEqual({ code: 1, printed: '' })
  } finally {
    tunnel.close()
  }
})

onRemoteHost(
  'the agent there installs a MoltBot that runs, and the job says how to get to it',
  async () => {
    const job = await until(installing, () => false)
    expect(job).toMatchObject({ status: 'succeeded', error: null })
    expect(job.result?.tunnel).toBe(`ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 -l deploy ${remote.host}`)
    const info = JSON.parse(await remote.guest.must('/usr/local/bin/moltbot-ops', 'info', '--json'))
    expect(info.agent.id).toBe(job.result?.agent_id)
    const status = await remote.guest.must('/usr/local/bin/moltbot-ops', 'status', '--json')
    expect(status).toMatch(/"state": ?"(running|degraded)"/)
  },
  900_000,
)

/** What a key lets its holder do, through the library alone: our own sessions never forward anything. */
async function openTunnel(privateKey: string) {
  const client = new ssh2.Client()
  client.connect({ host: remote.host, port: remote.port, username: 'deploy', privateKey })
  await once(client, 'ready')
  const channel = (open: (done: (error: Error | undefined, stream: ClientChannel) => void) => void) =>
    new Promise<ClientChannel>((resolve, reject) => {
      open((error, stream) => (error ? reject(error) : resolve(stream)))
    })
  return {
    async get(port: number, path: string): Promise<string> {
      const stream = await channel((done) => client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, done))
      stream.end(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:7437\r\nconnection: close\r\n\r\n`)
      return text(stream)
    },
    async run(command: string) {
      const stream = await channel((done) => client.exec(command, done))
      const ended = once(stream, 'close')
      const printed = await text(stream)
      const [code] = await ended
      return { code, printed }
    },
    close: () => client.end(),
  }
}

onRemoteHost('a host whose key was changed is refused loudly, and gets no credential', async () => {
  const before = await logins()
  await remote.changeHostKey()
  const { status, body } = await browser.propose('installSsh', requestAs('deploy'))
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'host_key_changed' } })
  expect(body.message).toContain('Somebody may stand in between')
  const probe = await ask('/install/ssh/probe', { host: remote.host, ...credentialOf('deploy') })
  expect(probe.body).toMatchObject({ host_key: { known: 'changed', sha256: remote.fingerprint() }, facts: null })
  expect(await logins()).toBe(before)
})

function credentialOf(account: Account) {
  const { username, auth } = requestAs(account)
  return { username, auth }
}

onRemoteHost('no credential is in any file of this agent, nor on the host', async () => {
  const files = readdirSync(stateDir, { recursive: true, withFileTypes: true, encoding: 'utf8' }).filter((entry) =>
    entry.isFile(),
  )
  const names = files.map((entry) => join(entry.parentPath, entry.name))
  expect(names.map((name) => name.slice(stateDir.length + 1))).toEqual(
    expect.arrayContaining(['agent.sqlite', 'agent.sqlite-wal', 'audit/000001.jsonl']),
  )
  const passwords = Object.values(remote.passwords)
  const holding = names.filter((name) => passwords.some((password) => readFileSync(name).includes(password)))
  expect(holding).toEqual([])
  const words = passwords.map((password) => `-e ${password}`).join(' ')
  const found = await remote.guest.run('sh', [
    '-c',
    `grep -rlF ${words} /var/lib/moltbot-ops /opt/moltbot-ops /var/log /home`,
  ])
  expect(found.stdout).toBe('')
})
