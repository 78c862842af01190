import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runAtHost } from '../../test/local-agent.ts'
import { type Api, example, problem, runCli, type Sent } from '../../test/run-cli.ts'
import { isEncrypted } from './ssh-credential.ts'

const probe: Record<string, unknown> = example('probeSsh.200')
const host_key = probe.host_key as { sha256: string; type: string }
const facts = {
  ...{
    os: 'Debian GNU/Linux 12',
    arch: 'x64',
    hostname: 'garage',
    cpu_cores: 4,
    memory_bytes: 8e9,
    disk_free_bytes: 4e10,
  },
  ...{ init: 'systemd', docker: null, node: null, moltbot: null, user: 'op', root: 'is_root' },
}
const plan: Record<string, unknown> = { ...example('createConfirmation.201'), action: 'installSsh' }
const done = {
  ...example('getJob.200'),
  ...{ id: 'jb_1', status: 'succeeded', ended_at: '2026-11-23T02:09:00Z', error: null },
  result: { tunnel: 'ssh -N', next_steps: ['Open the tunnel, and leave it open: ssh -N -L 7437'] },
}
const seen = { json: probe }
const ready = { json: { ...probe, facts } }
const api = (...probes: object[]): Api => ({
  'POST /install/ssh/probe': probes as { json: unknown }[],
  'POST /confirmations': { json: plan },
  [`POST /confirmations/${plan.id}/approve`]: { json: example('approveConfirmation.200') },
  'POST /install/ssh': { status: 202, json: { job_id: 'jb_1', status: 'accepted', audit_event_id: '7' } },
  'GET /jobs/jb_1/events': { text: `event: job\nid: 1\ndata: ${JSON.stringify(done)}\n\n` },
})
/** What was asked for in the end. */
const wishIn = (sent: readonly Sent[]) =>
  sent.find(({ call }) => call === 'POST /install/ssh')?.body as { method: string; auth: object } | undefined
const password = ['a', 'word', 'nobody', 'knows'].join('-')
const ssh = ['install', 'ssh', 'op@203.0.113.10']

test('the key is shown and asked, the password is asked, and the end says how to get there', async () => {
  const { code, stdout, stderr, sent } = await runAtHost(ssh, {
    api: api(seen, ready),
    answers: ['yes', password, 'yes'],
  })
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'The agent and MoltBot run on 203.0.113.10.\nNext:\n  - Open the tunnel, and leave it open: ssh -N -L 7437\n',
  })
  expect(stderr).toContain(`It shows:\n  ${host_key.sha256} (ssh-ed25519)\nCompare it at the host itself`)
  expect(stdout + stderr).not.toContain(password)
  const auth = { type: 'password', password }
  const body = { host: '203.0.113.10', port: 22, username: 'op', auth, host_key_sha256: host_key.sha256 }
  const wish = { ...body, method: 'native', channel: 'stable', remember_key: false }
  expect(sent.map(({ call, body }) => [call, body])).toEqual([
    ['POST /install/ssh/probe', { host: '203.0.113.10', port: 22 }],
    ['POST /install/ssh/probe', body],
    ['POST /confirmations', { action: 'installSsh', params: wish, reason: expect.any(String) }],
    [`POST /confirmations/${plan.id}/approve`, {}],
    ['POST /install/ssh', wish],
    ['GET /jobs/jb_1/events', undefined],
  ])
})

test('nothing is sent to a host whose key nobody confirms, whatever the options say', async () => {
  const { code, sent } = await runAtHost([...ssh, '--yes'], { api: api(seen), answers: ['no'] })
  expect({ code, calls: sent.length }).toEqual({ code: 3, calls: 1 })
})

test('a key that changed is refused loudly, and only naming the new one goes on', async () => {
  const changed = { json: { ...probe, host_key: { ...host_key, known: 'changed', confirmed_sha256: 'SHA256:old' } } }
  const refused = await runAtHost(ssh, { api: api(changed), answers: ['yes', password, 'yes'] })
  expect({ code: refused.code, calls: refused.sent.length }).toEqual({ code: 3, calls: 1 })
  expect(refused.stderr).toContain('Somebody may stand in between; nothing was sent.')
  const named = await runAtHost([...ssh, '--host-key', host_key.sha256], {
    api: api(changed, ready),
    answers: [password, 'yes'],
  })
  expect(named.code).toBe(0)
})

test('a known host asks for no key, and a wrong password is asked anew, three times at most', async () => {
  const known = { json: { ...probe, host_key: { ...host_key, known: 'known' } } }
  const wrong = problem('ssh_auth_failed', 422, 'The host does not accept this user name with this password.')
  const second = await runAtHost(ssh, { api: api(known, wrong, ready), answers: ['wrong', password, 'yes'] })
  expect(second.code).toBe(0)
  const never = await runAtHost(ssh, { api: api(known, wrong, wrong, wrong, ready), answers: ['a', 'b', 'c', 'd'] })
  expect({ code: never.code, calls: never.sent.length }).toEqual({ code: 1, calls: 4 })
})

test('what stands in the way is said before a plan is made', async () => {
  const finding = { id: 'remote_init', severity: 'critical', title: 'The host has no systemd.', evidence: [] }
  const blocked = { json: { ...probe, facts, checks: [{ id: 'init', status: 'blocking', finding }] } }
  const { code, stderr, sent } = await runAtHost(ssh, { api: api(seen, blocked), answers: ['yes', password] })
  expect({ code, calls: sent.length }).toEqual({ code: 1, calls: 2 })
  expect(stderr).toContain('✗ The host has no systemd.')
  expect(stderr).toContain('One thing stands in the way. Nothing was changed on the host.')
})

test('where an engine answers docker is taken, unless another way is named', async () => {
  const engine = { json: { ...probe, facts: { ...facts, docker: '27.3.1' } } }
  const wished = async (...more: string[]) => {
    const { sent } = await runAtHost([...ssh, ...more], { api: api(seen, engine), answers: ['yes', password, 'yes'] })
    return wishIn(sent)?.method
  }
  expect([await wished(), await wished('--method', 'native')]).toEqual(['docker', 'native'])
})

test('without a terminal nothing is even looked at', async () => {
  for (const more of [[], ['--yes'], ['--host-key', host_key.sha256]]) {
    expect(await runAtHost([...ssh, ...more], { api: api(seen) })).toMatchObject({ code: 3, sent: [] })
  }
})

test('a token proposes only what carries no secret', async () => {
  const known = { json: { ...probe, host_key: { ...host_key, known: 'known' } } }
  expect(await runCli(ssh, { api: api(known) })).toMatchObject({ code: 3, sent: [] })
  const { code, stdout } = await runCli([...ssh, '--ssh-agent'], { api: api(known, ready) })
  expect(code).toBe(0)
  expect(stdout).toContain(`moltbot-ops approvals approve ${plan.id}`)
})

/** A private key file of OpenSSH, as far as it tells whether it is encrypted (PROTOCOL.key). */
function keyFile(cipher: string): string {
  const bytes = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    Buffer.from([0, 0, 0, cipher.length]),
    Buffer.from(cipher),
  ])
  const [dashes, words] = ['-----', 'OPENSSH PRIVATE KEY']
  return `${dashes}BEGIN ${words}${dashes}\n${bytes.toString('base64')}\n${dashes}END ${words}${dashes}\n`
}

async function file(text: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(join(dir, 'id'), text)
  return join(dir, 'id')
}

test('a key is read from its file, and its passphrase asked where it has one', async () => {
  expect([isEncrypted(keyFile('none')), isEncrypted(keyFile('aes256-ctr'))]).toEqual([false, true])
  const authOf = async (text: string, answers: string[]) => {
    const { sent, stdout, stderr } = await runAtHost([...ssh, '--identity', await file(text)], {
      api: api(seen, ready),
      answers,
    })
    expect(stdout + stderr).not.toContain(password)
    expect(stdout + stderr).not.toContain(text.slice(50, 90))
    return wishIn(sent)?.auth
  }
  const plain = keyFile('none')
  expect(await authOf(plain, ['yes', 'yes'])).toEqual({ type: 'key', private_key_pem: plain })
  const locked = keyFile('aes256-ctr')
  expect(await authOf(locked, ['yes', password, 'yes'])).toEqual({
    type: 'key',
    private_key_pem: locked,
    passphrase: password,
  })
})

test.each([
  ['ssh-ed25519 AAAA me@here', 'It is the public key; name the file without .pub.'],
  ['hello', 'is no private key'],
])('a file that holds no private key is not sent', async (text, words) => {
  const { code, stderr, sent } = await runAtHost([...ssh, '--identity', await file(text)], {
    api: api(seen, ready),
    answers: ['yes'],
  })
  expect({ code, calls: sent.length }).toEqual({ code: 1, calls: 1 })
  expect(stderr).toContain(words)
})

test.each([['garage.example'], ['@garage.example'], ['op@'], ['op:word@garage.example']])(
  '%s is no user at a host',
  async (target) => {
    expect(await runAtHost(['install', 'ssh', target], { api: api(seen), answers: [] })).toMatchObject({
      code: 2,
      sent: [],
    })
  },
)

test('a fingerprint that is none is a usage error', async () => {
  const { code, sent } = await runAtHost([...ssh, '--host-key', 'SHA256:short'], { api: api(seen), answers: [] })
  expect({ code, sent }).toEqual({ code: 2, sent: [] })
})
