import { ApiError, type Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command, Option } from 'commander'
import type { Cli, Session } from '../cli.ts'
import { demandTerminal } from '../consent/ask-line.ts'
import { addConsentOptions, type ConsentOptions, carryOut, proposedText } from '../consent/carry-out.ts'
import { settledJob } from '../consent/follow-job.ts'
import { parseWhole } from '../duration-option.ts'
import { Failure } from '../failure.ts'
import { printable } from '../words/printable.ts'
import { size } from '../words/size.ts'
import { blockedText, checkLines } from './checks-text.ts'
import { confirmHostKey } from './confirm-host-key.ts'
import { resultText } from './result-text.ts'
import { type CredentialOptions, readCredential, type SshAuth } from './ssh-credential.ts'
import { parseFingerprint, parseUserAt, type SshUserAt } from './ssh-target.ts'

type Request = Schemas['InstallSshRequest']
type Facts = NonNullable<Schemas['SshProbe']['facts']>

interface Options extends ConsentOptions, CredentialOptions {
  port: number
  hostKey?: string
  method?: Request['method']
  channel: Request['channel']
  release?: string
  rememberKey?: boolean
}

const probeTimeoutMs = 90_000
/** In a checkout the product is packed first. */
const planTimeoutMs = 180_000
const mostTries = 3

/** `install ssh`: the agent and MoltBot on another host. */
export function addInstallSsh(cli: Cli, noun: Command): void {
  const verb = cli
    .verb({
      noun,
      usage: 'ssh',
      summary: 'Install the agent and MoltBot on another host over SSH',
      example: 'install ssh root@203.0.113.10 --identity ~/.ssh/id_ed25519',
      cannot: 'MoltBot was not installed on the other host.',
    })
    .addArgument(
      new Argument('<user@host>', 'the user needs to be root there, or sudo without a password').argParser(parseUserAt),
    )
    .addOption(new Option('--port <port>', 'of the SSH server').argParser(parseWhole(1, 65_535)).default(22))
    .addOption(
      new Option('--host-key <fingerprint>', 'the key that the host must show, as ssh-keygen -l prints it').argParser(
        parseFingerprint,
      ),
    )
    .option('--identity <file>', 'private key to log in with; without it a password is asked')
    .option('--ssh-agent', 'log in with the ssh-agent that the MoltBot Ops agent was started with')
    .addOption(
      new Option('--method <method>', 'how MoltBot runs there (default: docker where an engine answers)').choices([
        'docker',
        'native',
      ]),
    )
    .addOption(
      new Option('--channel <channel>', 'release channel').choices(['stable', 'beta', 'nightly']).default('stable'),
    )
    .option('--release <version>', 'an exact version instead of a channel')
    .option('--remember-key', 'keep a key on the other host that may only open the tunnel')
    .addHelpText(
      'after',
      '\nPasswords and passphrases are asked on the terminal; no option and no variable takes one, and none is kept.',
    )
  addConsentOptions(verb).action((target: SshUserAt, options: Options, command: Command) =>
    installThere(cli, target, options, command),
  )
}

async function installThere(cli: Cli, target: SshUserAt, options: Options, command: Command): Promise<void> {
  const session = await cli.open(command)
  const { client, surroundings } = session
  const isProposal = options.propose === true || session.stateDir === null
  if (isProposal && options.sshAgent !== true) {
    throw new Failure(
      'refused',
      'A password or a key is kept nowhere, so nobody else could carry this out. Run it in a terminal on the host of the agent, or propose it with --ssh-agent.',
    )
  }
  if (!isProposal) demandTerminal(surroundings)
  const { port, hostKey: named } = options
  const place = { host: target.host, port }
  const seen = await client.probeSsh({
    body: { ...place, ...(named === undefined ? {} : { host_key_sha256: named }) },
    timeoutMs: probeTimeoutMs,
  })
  const host = port === 22 ? target.host : `${target.host}, port ${port}`
  const host_key_sha256 = await confirmHostKey(session, seen.host_key, { name: host, named })
  const { auth, facts } = await logIn(session, { ...place, username: target.username, host_key_sha256 }, options)
  const method = options.method ?? (facts.docker === null ? 'native' : 'docker')
  const body = {
    ...place,
    username: target.username,
    auth,
    host_key_sha256,
    method,
    channel: options.channel,
    remember_key: options.rememberKey === true,
    ...(options.release === undefined ? {} : { version: options.release }),
  }
  const outcome = await carryOut(session, options, {
    action: 'installSsh',
    params: body,
    reason: 'Installed over SSH from the command line',
    planTimeoutMs,
    call: (headers, signal) => client.installSsh({ body, headers, signal, timeoutMs: planTimeoutMs }),
  })
  if (outcome.proposed !== null) {
    const { proposed } = outcome
    session.answer(proposed, () => proposedText(proposed, session))
    return
  }
  const job = await settledJob(session, outcome.result.job_id, outcome.job)
  session.answer(job, () => resultText(job, `The agent and MoltBot run on ${printable(host)}.`))
}

/** Logs in, tells what the host is, and ends where something stands in the way. A wrong password is asked anew. */
async function logIn(
  session: Session,
  place: { host: string; port: number; username: string; host_key_sha256: string },
  options: Options,
): Promise<{ auth: SshAuth; facts: Facts }> {
  const { client, note, paint, surroundings } = session
  for (let tries = 1; ; tries++) {
    const auth = await readCredential(options, `${place.username}@${place.host}`, surroundings)
    try {
      const { facts, checks } = await client.probeSsh({ body: { ...place, auth }, timeoutMs: probeTimeoutMs })
      if (facts === null) throw new Failure('failed', 'The host was reached, and told nothing about itself.')
      note([factsText(facts), ...checkLines(checks, paint), ''].join('\n'))
      const blocked = blockedText(checks)
      if (blocked !== null) throw new Failure('failed', `${blocked} Nothing was changed on the host.`)
      return { auth, facts }
    } catch (error) {
      const isWrong = error instanceof ApiError && error.code === 'ssh_auth_failed'
      const isTyped = auth.type === 'password' || auth.passphrase !== undefined
      if (!isWrong || !isTyped || tries >= mostTries) throw error
      note(printable(error.message))
    }
  }
}

function factsText({
  hostname,
  os,
  arch,
  cpu_cores: cores,
  memory_bytes: memory,
  disk_free_bytes: disk,
}: Facts): string {
  const parts = [
    os,
    arch,
    ...(cores === null ? [] : [`${cores} ${cores === 1 ? 'core' : 'cores'}`]),
    ...(memory === null ? [] : [`${size(memory)} of memory`]),
    ...(disk === null ? [] : [`${size(disk)} free`]),
  ]
  return `${printable(hostname)}: ${printable(parts.join(', '))}`
}
