import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BareHost, startBareHost } from '../../tools/real/bare-host.ts'
import { freePort } from '../../tools/real/free-port.ts'
import type { GuestResult } from '../../tools/real/systemd-guest.ts'
import { loopbackAttacks, socketAttacks, terminalAttacks } from './adversary/attacks.ts'
import type { Hands } from './adversary/hands.ts'
import type { Knock, Outcome } from './adversary/knock.ts'
import { type Person, pairPerson } from './adversary/person.ts'
import { belongings, layOutPrey, type Prey } from './adversary/prey.ts'

// The agent is root's, MoltBot has an account of its own: what it can do with a shell there wins nothing at all.
const stateDir = '/var/lib/moltbot-ops'
const home = '/var/lib/moltbot/home'
const configPath = `${home}/.openclaw/openclaw.json`
let host: BareHost
let port: number
let person: Person
let prey: Prey
let hands: Hands
let account: { uid: number; gid: number }

const prepare = [
  'set -e',
  `useradd --system --home-dir ${home} moltbot`,
  `install -d -m 755 /var/lib/moltbot && install -d -m 700 -o moltbot -g moltbot ${home} ${home}/.openclaw`,
  `printf %s '{"gateway":{"mode":"local","port":28789,"bind":"loopback","auth":{"mode":"none"}}}' >${configPath}`,
  `chown moltbot:moltbot ${configPath} && chmod 600 ${configPath}`,
  'id -u moltbot; id -g moltbot',
]

beforeAll(async () => {
  host = await startBareHost('adversary')
  copyFileSync(new URL('./adversary/knock.ts', import.meta.url), join(host.guest.root, 'opt/knock.ts'))
  const [uid, gid] = (await host.guest.must('sh', '-c', prepare.join('\n'))).split('\n').map(Number)
  if (uid === undefined || gid === undefined) throw new Error('no account was made')
  account = { uid, gid }
  port = await freePort()
  const { link } = await host.serve(port)
  person = await pairPerson(port, link)
  prey = await layOutPrey(person, port)
  hands = createGuestHands()
})

afterAll(() => host?.dispose())

/** Runs a command with the account of MoltBot. */
const asMoltbot = (file: string, args: readonly string[], stdin = ''): Promise<GuestResult> =>
  host.guest.run(file, args, { user: account, env: { HOME: home }, cwd: home, stdin, timeoutMs: 30_000 })
const shell = (command: string) => asMoltbot('sh', ['-c', command])

function createGuestHands(): Hands {
  const script = `import { knock } from '/opt/knock.ts'
    const { text } = await import('node:stream/consumers')
    console.log(JSON.stringify(await knock(JSON.parse(await text(process.stdin)))))`
  const ask = async (request: Knock): Promise<Outcome> => {
    const { stdout, stderr } = await asMoltbot(
      host.node,
      ['--input-type=module', '-e', script],
      JSON.stringify(request),
    )
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  }
  return {
    loopback: (request) => ask({ door: port, ...request }),
    socket: (request) => ask({ door: `${stateDir}/agent.sock`, ...request }),
    async terminal(words, typed = []) {
      const command = [host.node, host.program, '--state-dir', stateDir, ...words].map((word) => `'${word}'`).join(' ')
      const typing = typed.map((line) => `${line}\r`).join('')
      const { code, stdout } = await asMoltbot('script', ['-qec', command, '/dev/null'], typing)
      return { status: code ?? -1, code: /"code": ?"(\w+)"/.exec(stdout)?.[1] ?? '', body: { text: stdout } }
    },
  }
}

const unreachable = 4

describe('an account of its own', () => {
  let before: object
  beforeEach(async () => {
    before = await belongings(person)
  })
  afterEach(async () => {
    expect(await belongings(person)).toEqual(before)
  })

  test('is what the agent sees', async () => {
    expect((await person.ask('GET', '/system/info')).body).toMatchObject({ agent: { separation: 'own_uid' } })
  })

  test.each(loopbackAttacks)('on loopback: $name', async ({ attempt, refusal }) => {
    const { code, body } = await attempt(hands, prey)
    expect(code, JSON.stringify(body)).toBe(refusal)
  })

  test.each(socketAttacks)('on the socket of the host: $name', async ({ attempt }) => {
    expect(await attempt(hands, prey)).toMatchObject({ status: 0, code: 'EACCES' })
  })

  test.each(terminalAttacks)('on a scripted terminal: $name', async ({ attempt }) => {
    expect(await attempt(hands, prey)).toMatchObject({ status: unreachable, code: 'agent_unreachable' })
  })
})

describe('the files of the agent', () => {
  const openEach = `const { accessSync, openSync, constants } = await import('node:fs')
    const { text } = await import('node:stream/consumers')
    const open = []
    for (const path of (await text(process.stdin)).trim().split('\\n')) {
      for (const flag of ['r', 'r+', 'a']) try { openSync(path, flag); open.push(flag + ' ' + path) } catch {}
      try { accessSync(path, constants.R_OK); open.push('access ' + path) } catch {}
    }
    console.log(JSON.stringify(open))`

  test('cannot be opened, one by one', async () => {
    const paths = await host.guest.must('find', stateDir)
    for (const known of [
      '/agent.sqlite',
      '/agent.sock',
      '/agent.json',
      '/keys/',
      '/audit/000001.jsonl',
      '/config-copies/',
    ])
      expect(paths).toContain(stateDir + known)
    const { stdout } = await asMoltbot(host.node, ['--input-type=module', '-e', openEach], paths)
    expect(JSON.parse(stdout)).toEqual([])
  })

  test('are for root alone, each by its own mode', async () => {
    expect(await host.guest.must('find', stateDir, '-perm', '/077')).toBe('')
    expect(await host.guest.must('find', stateDir, '!', '-user', 'root')).toBe('')
  })

  test('and the program, the system and its settings cannot be written', async () => {
    const { stdout } = await shell('find /opt /usr /etc /root /var/lib /boot -writable ! -type l 2>/dev/null')
    expect(stdout.split('\n').filter((path) => path !== '' && !path.startsWith(home))).toEqual([])
  })

  test('nor its process be looked into or ended', async () => {
    const { pid } = JSON.parse(await host.guest.must('cat', `${stateDir}/agent.json`))

    for (const command of [
      `cat /proc/${pid}/environ`,
      `cat /proc/${pid}/mem`,
      `ls /proc/${pid}/fd`,
      `kill -9 ${pid}`,
    ]) {
      const { code, stdout } = await shell(command)
      expect([command, code === 0, stdout]).toEqual([command, false, ''])
    }
  })

  test('and no list of processes shows a secret', async () => {
    const { stdout } = await shell('cat /proc/*/cmdline /proc/*/environ 2>/dev/null | tr "\\0" "\\n"')
    expect(stdout).toContain('serve')
    expect(stdout).not.toMatch(/mol_|mot_|mor_|eyJ/)
  })
})

describe('what it puts in the place of its own files', () => {
  const victim = '/opt/victim'
  beforeEach(async () => {
    const isKnown = async () => expect(await person.ask('GET', '/config')).toMatchObject({ status: 200 })
    await vi.waitFor(isKnown, { timeout: 30_000, interval: 100 })
    await shell(`cp -a ${home}/.openclaw ${home}/kept`)
    await host.guest.must(
      'sh',
      '-c',
      `install -d -m 755 ${victim}; install -m 644 ${configPath} ${victim}/openclaw.json`,
    )
  })
  afterEach(async () => {
    await shell(`rm -rf ${home}/.openclaw; mv ${home}/kept ${home}/.openclaw`)
    await host.guest.must('rm', '-rf', victim)
  })

  test.each([
    ['the passwords of the system', '/etc/shadow'],
    ['the database of the agent', `${stateDir}/agent.sqlite`],
    ['the audit log', `${stateDir}/audit/000001.jsonl`],
  ])('a link to %s is not read', async (_, target) => {
    await shell(`ln -sfn ${target} ${configPath}`)
    const config = await person.ask('GET', '/config')
    expect(config.status).not.toBe(200)
    const status = await person.ask('GET', '/moltbot/status')
    expect(JSON.stringify([config.body, status.body])).not.toMatch(/root:[*!$]|SQLite format|prev_hash/)
  })

  test('a pipe nobody writes to keeps nobody waiting', async () => {
    await shell(`rm ${configPath}; mkfifo ${configPath}`)
    expect((await person.ask('GET', '/config')).status).not.toBe(200)
    expect(await person.ask('GET', '/health')).toMatchObject({ status: 200 })
  })

  test('a log file that it names elsewhere is not quoted', async () => {
    await shell(`sed -i 's#^{#{"logging":{"file":"/etc/shadow"},#' ${configPath}`)
    const status = async () => (await person.ask('GET', '/moltbot/status')).body as { observed_at: string }
    const since = Date.now()
    // The second look from now has read what the configuration names since.
    await vi.waitFor(async () => expect(Date.parse((await status()).observed_at)).toBeGreaterThan(since + 2000), {
      timeout: 30_000,
      interval: 100,
    })
    expect(JSON.stringify(await status())).not.toMatch(/root:[*!$]/)
  })

  test.each([
    ['its configuration', `ln -sfn ${victim}/openclaw.json ${configPath}`],
    ['its folder', `mv ${home}/.openclaw ${home}/moved; ln -sfn ${victim} ${home}/.openclaw`],
  ])('%s as a link, after the approval, makes root write nothing there', async (_, swap) => {
    const before = await host.guest.must('sh', '-c', `ls -A ${victim}; cat ${victim}/openclaw.json`)
    const { params, token } = await prey.live()
    await shell(swap)
    const { status } = await person.ask('POST', '/config/apply', params, { 'x-confirmation-token': token })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(await host.guest.must('sh', '-c', `ls -A ${victim}; cat ${victim}/openclaw.json`)).toBe(before)
    expect(await host.guest.must('stat', '-c', '%U', `${victim}/openclaw.json`)).toBe('root')
    await shell(`rm -rf ${home}/moved`)
  })
})

test('the log of the agent still verifies, and every refusal stands in it', async () => {
  const { body } = await person.ask('GET', `/audit/verify?key=${encodeURIComponent(person.fingerprint)}`)
  expect(body).toMatchObject({ problems: [] })
  const refused = (await person.ask('GET', '/audit/events?outcome=refused')).body.items as { action: string }[]
  expect(refused.map(({ action }) => action)).toEqual(expect.arrayContaining(['applyConfig', 'deleteDevice']))
})
